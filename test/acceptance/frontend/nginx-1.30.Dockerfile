# A newer nginx with the module for Brotli, which no official image has: that of Debian sid, laid out as the unprivileged image is.
FROM nginxinc/nginx-unprivileged:alpine AS official
FROM python:3.13-slim
RUN mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1) \
 && echo "deb $mirror sid main" > /etc/apt/sources.list.d/sid.list \
 && apt-get -o Acquire::Check-Valid-Until=false update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -t sid nginx libnginx-mod-http-brotli-static wget \
 && rm -rf /var/lib/apt/lists/* /etc/nginx /usr/share/nginx/html/*
COPY --from=official /docker-entrypoint.sh /
COPY --from=official /docker-entrypoint.d /docker-entrypoint.d
COPY --from=official --chown=101:0 /etc/nginx /etc/nginx
RUN sed -i '1i load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;' /etc/nginx/nginx.conf \
 && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
ENTRYPOINT ["/docker-entrypoint.sh"]
EXPOSE 8080
STOPSIGNAL SIGQUIT
USER 101
CMD ["nginx", "-g", "daemon off;"]
