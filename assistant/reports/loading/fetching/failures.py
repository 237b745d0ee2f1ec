"""What went wrong on the way, in one Chinese line."""

from __future__ import annotations

import ssl

from assistant.errors import ReadError

_STATUS = {
    401: ("要登录才能看", "请登录后在浏览器里另存为 .html 再添加"),
    403: ("网站不让读", "请在浏览器里打开，另存为 .html 再添加"),
    404: ("没有这个网页", "请检查网址，网页可能已经移走"),
    410: ("网页已经删除", "请检查网址"),
    412: ("网站只让浏览器读", "请在浏览器里打开，另存为 .html 再添加"),
    429: ("网站嫌访问太频繁", "请过一会儿再试"),
    521: ("网站只让浏览器读", "请在浏览器里打开，另存为 .html 再添加"),
}
_LOOK = "请在浏览器里看一看，或另存为 .html 再添加"
# The codes of X509_V_ERR_… in OpenSSL.
_CERTIFICATE = {
    9: "还没有生效",
    10: "已经过期",
    18: "是自己签的",
    19: "是自己签的",
    20: "缺少签发者",
    21: "缺少签发者",
    23: "已经吊销",
    62: "不是这个网站的",
    64: "不是这个网站的",
}


def refused(status: int, where: str) -> ReadError:
    """Tell a status that is no success."""
    what, fix = _STATUS.get(status, ("网站出错" if status >= 500 else "网站没有给出内容", _LOOK))
    return ReadError(f"{what}（{status}）", where=where, fix=fix)


def cut_short(where: str) -> ReadError:
    """Tell that the content ended too early."""
    return ReadError("内容没有传完", where=where, fix="请再试一次，或在浏览器里下载后添加")


def told(error: Exception, where: str, seconds: float) -> ReadError:
    """Tell what a failed connection means."""
    import httpcore

    if isinstance(error, httpcore.ConnectTimeout):
        return ReadError("连不上网站（超时）", where=where, fix="请检查网址和网络，或稍后再试")
    if isinstance(error, httpcore.TimeoutException):
        return ReadError(f"网站太慢，{seconds:g} 秒没有传完", where=where, fix="请稍后再试，或在浏览器里下载后添加")
    if isinstance(error, httpcore.ConnectError):
        return _no_connection(error, where)
    if isinstance(error, httpcore.RemoteProtocolError) and "complete" in str(error):
        return cut_short(where)
    if isinstance(error, httpcore.ProtocolError):
        return ReadError("网站的回答不合 HTTP 规则", where=where, fix=_LOOK)
    return cut_short(where)


def _no_connection(error: Exception, where: str) -> ReadError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = _CERTIFICATE.get(cause.verify_code, "通不过检查")
        return ReadError(f"网站的证书{why}，不安全", where=where, fix=_LOOK)
    if isinstance(cause, ssl.SSLError):
        return ReadError("不能和网站建立加密连接", where=where, fix=_LOOK)
    return ReadError("连不上网站", where=where, fix="请检查网址和网络")
