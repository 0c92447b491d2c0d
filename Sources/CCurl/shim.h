#pragma once
#include <curl/curl.h>

// libcurl is opened when it is first needed, so the address of each function comes from the caller.
// Swift calls no functions with variable arguments: these do it, given the address of curl_easy_setopt or curl_easy_getinfo.
typedef CURLcode (*quern_curl_setopt_function)(CURL *, CURLoption, ...);
typedef CURLcode (*quern_curl_getinfo_function)(CURL *, CURLINFO, ...);

static inline CURLcode quern_curl_set_long(const void *setopt, CURL *handle, CURLoption option, long value) {
  return ((quern_curl_setopt_function)setopt)(handle, option, value);
}

static inline CURLcode quern_curl_set_text(const void *setopt, CURL *handle, CURLoption option, const char *value) {
  return ((quern_curl_setopt_function)setopt)(handle, option, value);
}

static inline CURLcode quern_curl_set_pointer(const void *setopt, CURL *handle, CURLoption option, const void *value) {
  return ((quern_curl_setopt_function)setopt)(handle, option, value);
}

static inline CURLcode quern_curl_set_callback(
    const void *setopt, CURL *handle, CURLoption option, curl_write_callback value) {
  return ((quern_curl_setopt_function)setopt)(handle, option, value);
}

static inline long quern_curl_status(const void *getinfo, CURL *handle) {
  long status = 0;
  ((quern_curl_getinfo_function)getinfo)(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}
