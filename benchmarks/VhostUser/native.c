/* A vhost-user front-end in C: random reads of 4 KiB at a fixed depth, from a virtio disk that another process serves. The yardstick for the C#
 * driver beside it: the same device, the same features, the same queue, buffers in the shared memory, no copy, one kick for a batch.
 * Usage: native SOCKET SECONDS DEPTH    prints the reads a second. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { QUEUE = 256, READ_BYTES = 4096, SECTORS_PER_READ = READ_BYTES / 512, REGION = 4 << 20 };
enum { GET_FEATURES = 1, SET_FEATURES = 2, SET_OWNER = 3, SET_MEM_TABLE = 5, SET_VRING_NUM = 8, SET_VRING_ADDR = 9, SET_VRING_BASE = 10,
       SET_VRING_KICK = 12, SET_VRING_CALL = 13, GET_PROTOCOL_FEATURES = 15, SET_PROTOCOL_FEATURES = 16, SET_VRING_ENABLE = 18, GET_CONFIG = 24 };
static const uint64_t GUEST = 1ull << 62;
static const uint64_t EVENT_IDX = 1ull << 29, VERSION_1 = 1ull << 32, PROTOCOL = 1ull << 30, CONFIG = 1ull << 9;

struct desc { uint64_t addr; uint32_t len; uint16_t flags, next; };
struct used_elem { uint32_t id, len; };
struct rings {
    struct desc desc[QUEUE];
    uint16_t avail_flags; _Atomic uint16_t avail_idx; uint16_t avail_ring[QUEUE]; _Atomic uint16_t used_event;
    _Alignas(4096) uint16_t used_flags; _Atomic uint16_t used_idx; struct used_elem used_ring[QUEUE]; _Atomic uint16_t avail_event;
};
struct header { uint32_t type, reserved; uint64_t sector; };

static int sock;
static void die(const char *what) { perror(what); exit(1); }

static void send_message(uint32_t request, const void *payload, uint32_t size, int fd) {
    char buffer[512];
    uint32_t head[3] = { request, 1, size };
    memcpy(buffer, head, sizeof head);
    if (size) memcpy(buffer + sizeof head, payload, size);
    struct iovec vector = { buffer, sizeof head + size };
    union { char space[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } control = { 0 };
    struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };
    if (fd >= 0) {
        message.msg_control = control.space;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    if (sendmsg(sock, &message, MSG_NOSIGNAL) != (ssize_t)vector.iov_len) die("sendmsg");
}

static void receive(void *payload, uint32_t size) {
    char buffer[512];
    size_t have = 0;
    while (have < 12 + size) {
        ssize_t n = read(sock, buffer + have, 12 + size - have);
        if (n <= 0) die("read");
        have += (size_t)n;
    }
    memcpy(payload, buffer + 12, size);
}

static uint64_t ask(uint32_t request) {
    uint64_t value;
    send_message(request, NULL, 0, -1);
    receive(&value, sizeof value);
    return value;
}

static void tell(uint32_t request, uint64_t value, int fd) { send_message(request, &value, sizeof value, fd); }
static void queue_state(uint32_t request, uint32_t value) { uint32_t state[2] = { 0, value }; send_message(request, state, sizeof state, -1); }
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (double)t.tv_sec + (double)t.tv_nsec * 1e-9; }

static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

int main(int argc, char **argv) {
    if (argc != 4) { fprintf(stderr, "usage: native SOCKET SECONDS DEPTH\n"); return 2; }
    double seconds = atof(argv[2]);
    int depth = atoi(argv[3]);
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(address.sun_path, sizeof address.sun_path, "%s", argv[1]);
    sock = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(sock, (struct sockaddr *)&address, sizeof address)) die("connect");

    int memory = memfd_create("native", MFD_CLOEXEC);
    if (memory < 0 || ftruncate(memory, REGION)) die("memfd");
    char *base = mmap(NULL, REGION, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (base == MAP_FAILED) die("mmap");
    struct rings *ring = (struct rings *)base;
    struct header *headers = (struct header *)(base + sizeof *ring);
    uint8_t *status = (uint8_t *)(headers + QUEUE);
    char *data = base + (1 << 20);

    tell(SET_OWNER, 0, -1);
    uint64_t features = ask(GET_FEATURES);
    ask(GET_PROTOCOL_FEATURES);
    tell(SET_PROTOCOL_FEATURES, CONFIG, -1);
    struct { uint32_t offset, size, flags; uint64_t capacity; } __attribute__((packed)) config = { 0, 8, 0, 0 };
    send_message(GET_CONFIG, &config, sizeof config, -1);
    receive(&config, sizeof config);
    tell(SET_FEATURES, features & (VERSION_1 | EVENT_IDX | PROTOCOL), -1);
    uint64_t table[5] = { 1, GUEST, REGION, (uint64_t)base, 0 };
    send_message(SET_MEM_TABLE, table, sizeof table, memory);
    queue_state(SET_VRING_NUM, QUEUE);
    queue_state(SET_VRING_BASE, 0);
    uint64_t rings[5] = { 0, (uint64_t)ring->desc, (uint64_t)&ring->used_flags, (uint64_t)&ring->avail_flags, 0 };
    send_message(SET_VRING_ADDR, rings, sizeof rings, -1);
    int kick = eventfd(0, EFD_NONBLOCK), call = eventfd(0, EFD_NONBLOCK);
    tell(SET_VRING_CALL, 0, call);
    tell(SET_VRING_KICK, 0, kick);
    queue_state(SET_VRING_ENABLE, 1);

    uint64_t random = 1, reads = 0;
    uint16_t avail = 0, used = 0, notified = 0;
    int idle[QUEUE], idle_count = 0, in_flight = 0;
    for (int i = 0; i < depth; i++) idle[idle_count++] = i;
    double start = now(), end = start + seconds;
    while (now() < end || in_flight) {
        while (idle_count && now() < end) {
            int i = idle[--idle_count];
            headers[i] = (struct header){ 0, 0, next_random(&random) % (config.capacity / SECTORS_PER_READ) * SECTORS_PER_READ };
            struct desc *d = &ring->desc[i * 3];
            d[0] = (struct desc){ GUEST + (uint64_t)((char *)&headers[i] - base), sizeof *headers, 1, (uint16_t)(i * 3 + 1) };
            d[1] = (struct desc){ GUEST + (uint64_t)(data + (size_t)i * READ_BYTES - base), READ_BYTES, 3, (uint16_t)(i * 3 + 2) };
            d[2] = (struct desc){ GUEST + (uint64_t)((char *)&status[i] - base), 1, 2, 0 };
            ring->avail_ring[avail % QUEUE] = (uint16_t)(i * 3);
            atomic_store_explicit(&ring->avail_idx, ++avail, memory_order_release);
            in_flight++;
        }
        atomic_thread_fence(memory_order_seq_cst);
        if ((uint16_t)(avail - atomic_load_explicit(&ring->avail_event, memory_order_relaxed) - 1) < (uint16_t)(avail - notified)) {
            uint64_t one = 1;
            if (write(kick, &one, sizeof one) < 0) die("kick");
        }
        notified = avail;

        uint16_t before = used;
        for (;;) {
            while (atomic_load_explicit(&ring->used_idx, memory_order_acquire) != used) {
                struct used_elem element = ring->used_ring[used++ % QUEUE];
                int i = (int)element.id / 3;
                if (element.len != READ_BYTES + 1 || status[i]) { fprintf(stderr, "a read failed\n"); return 1; }
                idle[idle_count++] = i;
                in_flight--;
                reads++;
            }
            atomic_store_explicit(&ring->used_event, used, memory_order_relaxed);
            atomic_thread_fence(memory_order_seq_cst);
            if (atomic_load_explicit(&ring->used_idx, memory_order_relaxed) == used) break;
        }
        if (used == before && in_flight) {
            struct pollfd wait = { call, POLLIN, 0 };
            uint64_t count;
            if (poll(&wait, 1, 1000) < 0) die("poll");
            if (read(call, &count, sizeof count) < 0 && errno != EAGAIN) die("call");
        }
    }
    printf("%.0f\n", (double)reads / (now() - start));
    return 0;
}
