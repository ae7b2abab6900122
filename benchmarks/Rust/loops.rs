// The loops of benchmarks/Loops in Rust, against a HAL of the same behaviour: the yardstick of docs/performance.md. `Hal` and `Dma` have the
// meaning of the trait that HalGen brings to C#; the queue is the one of samples/VirtioBlk, field by field and check by check.
// How it is built: benchmarks/tools.sh.

#![allow(static_mut_refs)]

use std::alloc::{alloc_zeroed, Layout};
use std::marker::PhantomData;
use std::ptr::{addr_of_mut, read_volatile, write_volatile, NonNull};
use std::sync::atomic::{fence, AtomicU16, AtomicU32, Ordering};

const PAGE_SIZE: usize = 4096;
const BUS_OFFSET: u64 = 0x1000_0000_0000;

type PhysAddr = u64;

#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[repr(u8)]
enum BufferDirection {
    DriverToDevice,
    DeviceToDriver,
    Both,
}

unsafe trait Hal {
    fn dma_alloc(pages: usize, direction: BufferDirection) -> (PhysAddr, NonNull<u8>);
    unsafe fn dma_dealloc(paddr: PhysAddr, vaddr: NonNull<u8>, pages: usize) -> i32;
    unsafe fn mmio_phys_to_virt(paddr: PhysAddr, size: usize) -> NonNull<u8>;
    unsafe fn share(buffer: NonNull<[u8]>, direction: BufferDirection) -> PhysAddr;
    unsafe fn unshare(paddr: PhysAddr, buffer: NonNull<[u8]>, direction: BufferDirection);
    fn abandoned(_paddr: PhysAddr) {}
}

// ---- The platform: benchmarks/Loops/LoopHal.cs

const POOL_PAGES: usize = 64;
static mut FREE: [usize; POOL_PAGES] = [0; POOL_PAGES];
static mut FREE_COUNT: usize = 0;
static mut MAPPED: u64 = 0;
static mut UNMAPPED: u64 = 0;

struct LoopHal;

unsafe impl Hal for LoopHal {
    #[inline]
    fn dma_alloc(pages: usize, _direction: BufferDirection) -> (PhysAddr, NonNull<u8>) {
        unsafe {
            if pages != 1 || FREE_COUNT == 0 {
                return (0, NonNull::dangling());
            }
            FREE_COUNT -= 1;
            // Raw, as the pointers of LoopHal.cs are.
            let page = *addr_of_mut!(FREE).cast::<usize>().add(FREE_COUNT) as *mut u8;
            (page as u64 + BUS_OFFSET, NonNull::new_unchecked(page))
        }
    }

    #[inline]
    unsafe fn dma_dealloc(_paddr: PhysAddr, vaddr: NonNull<u8>, _pages: usize) -> i32 {
        *addr_of_mut!(FREE).cast::<usize>().add(FREE_COUNT) = vaddr.as_ptr() as usize;
        FREE_COUNT += 1;
        0
    }

    #[inline]
    unsafe fn mmio_phys_to_virt(paddr: PhysAddr, _size: usize) -> NonNull<u8> {
        NonNull::new((paddr - BUS_OFFSET) as *mut u8).expect("a register window is mapped memory")
    }

    #[inline]
    unsafe fn share(buffer: NonNull<[u8]>, _direction: BufferDirection) -> PhysAddr {
        write_volatile(addr_of_mut!(MAPPED), buffer.as_ptr().cast::<u8>() as u64);
        buffer.as_ptr().cast::<u8>() as u64 + BUS_OFFSET
    }

    #[inline]
    unsafe fn unshare(paddr: PhysAddr, _buffer: NonNull<[u8]>, _direction: BufferDirection) {
        write_volatile(addr_of_mut!(UNMAPPED), paddr);
    }

    #[inline]
    fn abandoned(paddr: PhysAddr) {
        unsafe { write_volatile(addr_of_mut!(UNMAPPED), paddr) };
    }
}

// ---- Dma, as in the trait's crate

struct Dma<H: Hal> {
    paddr: PhysAddr,
    vaddr: NonNull<u8>,
    pages: usize,
    _hal: PhantomData<H>,
}

impl<H: Hal> Dma<H> {
    fn new(pages: usize, direction: BufferDirection) -> Result<Self, ()> {
        let (paddr, vaddr) = H::dma_alloc(pages, direction);
        if paddr == 0 {
            return Err(());
        }
        Ok(Self { paddr, vaddr, pages, _hal: PhantomData })
    }

    fn vaddr(&self, offset: usize) -> NonNull<u8> {
        assert!(offset < self.pages * PAGE_SIZE);
        NonNull::new((self.vaddr.as_ptr() as usize + offset) as _).unwrap()
    }
}

impl<H: Hal> Drop for Dma<H> {
    fn drop(&mut self) {
        let err = unsafe { H::dma_dealloc(self.paddr, self.vaddr, self.pages) };
        assert_eq!(err, 0, "failed to deallocate DMA");
    }
}

// ---- The queue: samples/VirtioBlk/Driver/VirtQueue.cs

const DESCRIPTOR_NEXT: u16 = 1;
const DESCRIPTOR_DEVICE_WRITES: u16 = 2;
const USED_NO_NOTIFY: u16 = 1;

#[repr(C)]
struct Descriptor {
    address: u64,
    length: u32,
    flags: u16,
    next: u16,
}

#[repr(C)]
struct UsedElement {
    id: u32,
    length: u32,
}

#[derive(Copy, Clone)]
struct Share {
    paddr: PhysAddr,
    buffer: Option<NonNull<[u8]>>,
    direction: BufferDirection,
}

#[derive(Copy, Clone)]
struct Slot {
    share: Share,
    writable_length: u64,
    next: u16,
    tail: u16,
    count: u16,
}

#[derive(Default)]
struct Counters {
    requests: i64,
    shares: i64,
    unshares: i64,
}

#[derive(Debug)]
enum QueueError {
    InvalidChain,
    Full,
    Protocol,
}

struct VirtQueue<H: Hal> {
    counters: Box<Counters>,
    size: u16,
    mask: u16,
    event_index: bool,
    _driver_area: Dma<H>,
    device_area: Dma<H>,
    descriptors: *mut Descriptor,
    available_index: *mut u16,
    available_ring: *mut u16,
    used_flags: *mut u16,
    used_index: *mut u16,
    used_ring: *mut UsedElement,
    available_event: *mut u16,
    slots: Box<[Slot]>,
    free_head: u16,
    free: u16,
    chains_in_flight: u16,
    next_available: u16,
    last_notified: u16,
    last_used: u16,
}

const NO_SHARE: Share = Share { paddr: 0, buffer: None, direction: BufferDirection::DriverToDevice };

impl<H: Hal> VirtQueue<H> {
    fn new(size: u16, event_index: bool) -> Result<Self, ()> {
        assert!(size.is_power_of_two());
        let driver_area = Dma::<H>::new(1, BufferDirection::DriverToDevice)?;
        let device_area = Dma::<H>::new(1, BufferDirection::DeviceToDriver)?;
        let mask = size - 1;
        let descriptor_bytes = size as usize * size_of::<Descriptor>();
        let available = driver_area.vaddr(descriptor_bytes).as_ptr().cast::<u16>();
        let used = device_area.vaddr(0).as_ptr().cast::<u16>();
        unsafe {
            let used_ring = used.add(2).cast::<UsedElement>();
            Ok(Self {
                counters: Box::default(),
                size,
                mask,
                event_index,
                descriptors: driver_area.vaddr(0).as_ptr().cast(),
                available_index: available.add(1),
                available_ring: available.add(2),
                used_flags: used,
                used_index: used.add(1),
                used_ring,
                available_event: used_ring.add(size as usize).cast(),
                _driver_area: driver_area,
                device_area,
                slots: (0..size)
                    .map(|i| Slot { share: NO_SHARE, writable_length: 0, next: (i + 1) & mask, tail: 0, count: 0 })
                    .collect(),
                free_head: 0,
                free: size,
                chains_in_flight: 0,
                next_available: 0,
                last_notified: 0,
                last_used: 0,
            })
        }
    }

    unsafe fn add(&mut self, readable: &[NonNull<[u8]>], writable: &[NonNull<[u8]>]) -> Result<u16, QueueError> {
        let count = readable.len() + writable.len();
        let head = self.free_head;
        if count.wrapping_sub(1) >= self.free as usize {
            return Err(if count == 0 || count > self.size as usize { QueueError::InvalidChain } else { QueueError::Full });
        }

        let mut tail = head;
        let mut index = head;
        let mut writable_length = 0u64;
        for &buffer in readable {
            tail = index;
            index = self.describe(index, buffer, BufferDirection::DriverToDevice, DESCRIPTOR_NEXT);
        }
        for &buffer in writable {
            tail = index;
            writable_length += buffer.len() as u64;
            index = self.describe(index, buffer, BufferDirection::DeviceToDriver, DESCRIPTOR_DEVICE_WRITES | DESCRIPTOR_NEXT);
        }
        (*self.descriptors.add(tail as usize)).flags = if writable.is_empty() { 0 } else { DESCRIPTOR_DEVICE_WRITES };
        let first = &mut self.slots[head as usize];
        first.count = count as u16;
        first.tail = tail;
        first.writable_length = writable_length;

        self.free_head = index;
        self.free -= count as u16;
        self.chains_in_flight += 1;
        self.counters.requests += 1;
        self.counters.shares += count as i64;

        *self.available_ring.add((self.next_available & self.mask) as usize) = head;
        self.next_available = self.next_available.wrapping_add(1);
        AtomicU16::from_ptr(self.available_index).store(self.next_available, Ordering::Release);
        Ok(head)
    }

    unsafe fn should_notify(&mut self) -> bool {
        fence(Ordering::SeqCst);
        let before = self.last_notified;
        self.last_notified = self.next_available;
        if !self.event_index {
            return before != self.next_available
                && AtomicU16::from_ptr(self.used_flags).load(Ordering::Acquire) & USED_NO_NOTIFY == 0;
        }
        let wished = AtomicU16::from_ptr(self.available_event).load(Ordering::Acquire);
        self.next_available.wrapping_sub(wished).wrapping_sub(1) < self.next_available.wrapping_sub(before)
    }

    unsafe fn pop(&mut self) -> Result<Option<(u16, u32)>, QueueError> {
        let index = AtomicU16::from_ptr(self.used_index).load(Ordering::Acquire);
        let pending = index.wrapping_sub(self.last_used);
        if pending == 0 {
            return Ok(None);
        }
        if pending > self.chains_in_flight {
            return Err(QueueError::Protocol);
        }
        let element = self.used_ring.add((self.last_used & self.mask) as usize);
        let id = AtomicU32::from_ptr(&raw mut (*element).id).load(Ordering::Acquire);
        let written = AtomicU32::from_ptr(&raw mut (*element).length).load(Ordering::Acquire);
        let Some(slot) = self.slots.get_mut(id as usize) else {
            return Err(QueueError::Protocol);
        };
        if slot.count == 0 || written as u64 > slot.writable_length {
            return Err(QueueError::Protocol);
        }

        let (head, tail, count) = (id as u16, slot.tail, slot.count);
        slot.count = 0;
        self.last_used = self.last_used.wrapping_add(1);
        self.chains_in_flight -= 1;
        self.counters.unshares += count as i64;
        self.unshare_chain(head, count);
        self.slots[tail as usize].next = self.free_head;
        self.free_head = head;
        self.free += count;
        Ok(Some((head, written)))
    }

    unsafe fn describe(&mut self, index: u16, buffer: NonNull<[u8]>, direction: BufferDirection, flags: u16) -> u16 {
        let slot = &mut self.slots[index as usize];
        let paddr = H::share(buffer, direction);
        slot.share = Share { paddr, buffer: Some(buffer), direction };
        *self.descriptors.add(index as usize) = Descriptor { address: paddr, length: buffer.len() as u32, flags, next: slot.next };
        slot.next
    }

    unsafe fn unshare_chain(&mut self, head: u16, count: u16) {
        let mut index = head;
        for _ in 0..count {
            let slot = &mut self.slots[index as usize];
            let share = slot.share;
            slot.share = NO_SHARE;
            index = slot.next;
            if let Some(buffer) = share.buffer {
                H::unshare(share.paddr, buffer, share.direction);
            }
        }
    }
}

// ---- The loops: benchmarks/Loops/Loops.cs

const SLOT_BYTES: usize = 64;
const SLOTS: usize = 64;

struct Rig<H: Hal> {
    memory: *mut u8,
    device: *mut Descriptor,
    shadow: Box<[Share]>,
    queue: VirtQueue<H>,
    used: *mut u16,
}

static mut RIG: Option<Rig<LoopHal>> = None;

unsafe fn slice(start: *mut u8, length: usize) -> NonNull<[u8]> {
    NonNull::slice_from_raw_parts(NonNull::new_unchecked(start), length)
}

#[no_mangle]
pub unsafe extern "C" fn initialize() {
    let pool = alloc_zeroed(Layout::from_size_align_unchecked(POOL_PAGES * PAGE_SIZE, PAGE_SIZE));
    for i in 0..POOL_PAGES {
        FREE[i] = pool.add((POOL_PAGES - 1 - i) * PAGE_SIZE) as usize;
    }
    FREE_COUNT = POOL_PAGES;
    let queue = VirtQueue::<LoopHal>::new(16, false).expect("the pool has pages for the queue");
    RIG = Some(Rig {
        memory: alloc_zeroed(Layout::from_size_align_unchecked(PAGE_SIZE, PAGE_SIZE)),
        device: alloc_zeroed(Layout::array::<Descriptor>(SLOTS).unwrap()).cast(),
        shadow: vec![NO_SHARE; SLOTS].into_boxed_slice(),
        used: queue.device_area.vaddr(0).as_ptr().cast(),
        queue,
    });
}

unsafe fn thin_on<H: Hal>(count: i32, memory: *mut u8, device: *mut Descriptor) {
    for i in 0..count as usize {
        let buffer = slice(memory.add((i & (SLOTS - 1)) * SLOT_BYTES), SLOT_BYTES);
        let paddr = H::share(buffer, BufferDirection::DriverToDevice);
        write_volatile(&raw mut (*device).address, paddr);
        H::unshare(paddr, buffer, BufferDirection::DriverToDevice);
    }
}

unsafe fn share_on<H: Hal>(count: i32, memory: *mut u8, device: *mut Descriptor, shadow: &mut [Share]) {
    for i in 0..count as usize {
        let slot = i & (SLOTS - 1);
        let buffer = slice(memory.add(slot * SLOT_BYTES), SLOT_BYTES);
        let direction = BufferDirection::DriverToDevice;
        let paddr = H::share(buffer, direction);
        shadow[slot] = Share { paddr, buffer: Some(buffer), direction };
        let descriptor = device.add(slot);
        (*descriptor).address = paddr;
        (*descriptor).length = buffer.len() as u32;
        (*descriptor).flags = 1;
        write_volatile(&raw mut (*descriptor).next, slot as u16 + 1);
        let share = std::ptr::read_volatile(&shadow[slot]);
        if let Some(buffer) = share.buffer {
            H::unshare(share.paddr, buffer, share.direction);
        }
    }
}

struct Scope<H: Hal> {
    share: Share,
    _hal: PhantomData<H>,
}

impl<H: Hal> Drop for Scope<H> {
    fn drop(&mut self) {
        if let Some(buffer) = self.share.buffer {
            unsafe { H::unshare(self.share.paddr, buffer, self.share.direction) };
        }
    }
}

unsafe fn scope_on<H: Hal>(count: i32, memory: *mut u8, device: *mut Descriptor) {
    for i in 0..count as usize {
        let buffer = slice(memory.add((i & (SLOTS - 1)) * SLOT_BYTES), SLOT_BYTES);
        let direction = BufferDirection::DriverToDevice;
        let scope = Scope::<H> { share: Share { paddr: H::share(buffer, direction), buffer: Some(buffer), direction }, _hal: PhantomData };
        write_volatile(&raw mut (*device).address, scope.share.paddr);
    }
}

unsafe fn abandon_on<H: Hal>(count: i32, memory: *mut u8) {
    for i in 0..count as usize {
        let buffer = slice(memory.add((i & (SLOTS - 1)) * SLOT_BYTES), SLOT_BYTES);
        let direction = BufferDirection::DriverToDevice;
        let scope = Scope::<H> { share: Share { paddr: H::share(buffer, direction), buffer: Some(buffer), direction }, _hal: PhantomData };
        H::abandoned(scope.share.paddr);
        std::mem::forget(scope);
    }
}

unsafe fn queue_on<H: Hal>(count: i32, memory: *mut u8, queue: &mut VirtQueue<H>, used: *mut u16) {
    // Their number is not known to the compiler, as a driver's requests have as many as they have.
    let header = [slice(memory, 16)];
    let data = [slice(memory.add(512), 512)];
    let (readable, writable) = (std::hint::black_box(&header[..]), std::hint::black_box(&data[..]));
    for _ in 0..count {
        let head = queue.add(readable, writable).expect("the queue has room");
        std::hint::black_box(queue.should_notify());
        let index = read_volatile(used.add(1));
        let element = used.add(2).cast::<u32>().add(2 * (index & 15) as usize);
        write_volatile(element, head as u32);
        write_volatile(element.add(1), 512);
        AtomicU16::from_ptr(used.add(1)).store(index.wrapping_add(1), Ordering::Release);
        let _ = std::hint::black_box(queue.pop().expect("the device keeps to the protocol"));
    }
}

unsafe fn dma_on<H: Hal>(count: i32) {
    for i in 0..count as usize {
        let dma = Dma::<H>::new(1, BufferDirection::Both).expect("the pool has pages");
        write_volatile(dma.vaddr(i & (PAGE_SIZE - 1)).as_ptr(), 0);
    }
}

unsafe fn read32(region: NonNull<u8>, size: usize, offset: usize) -> u32 {
    assert!(offset < size && size - offset >= 4 && offset % 4 == 0);
    read_volatile(region.as_ptr().add(offset).cast())
}

unsafe fn write32(region: NonNull<u8>, size: usize, offset: usize, value: u32) {
    assert!(offset < size && size - offset >= 4 && offset % 4 == 0);
    write_volatile(region.as_ptr().add(offset).cast(), value);
}

unsafe fn mmio_on<H: Hal>(count: i32, memory: *mut u8) {
    for i in 0..count as usize {
        let region = H::mmio_phys_to_virt(memory as u64 + BUS_OFFSET, PAGE_SIZE);
        let value = read32(region, PAGE_SIZE, (i & (SLOTS - 1)) * 4);
        write32(region, PAGE_SIZE, 4, value);
    }
}

unsafe fn rig() -> &'static mut Rig<LoopHal> {
    (*addr_of_mut!(RIG)).as_mut().expect("initialize is called first")
}

#[no_mangle]
pub unsafe extern "C" fn thin(count: i32) {
    thin_on::<LoopHal>(count, rig().memory, rig().device);
}

#[no_mangle]
pub unsafe extern "C" fn share(count: i32) {
    let rig = rig();
    share_on::<LoopHal>(count, rig.memory, rig.device, &mut rig.shadow);
}

#[no_mangle]
pub unsafe extern "C" fn scope(count: i32) {
    scope_on::<LoopHal>(count, rig().memory, rig().device);
}

#[no_mangle]
pub unsafe extern "C" fn abandon(count: i32) {
    abandon_on::<LoopHal>(count, rig().memory);
}

#[no_mangle]
pub unsafe extern "C" fn queue(count: i32) {
    let rig = rig();
    queue_on::<LoopHal>(count, rig.memory, &mut rig.queue, rig.used);
}

#[no_mangle]
pub unsafe extern "C" fn dma(count: i32) {
    dma_on::<LoopHal>(count);
}

#[no_mangle]
pub unsafe extern "C" fn mmio(count: i32) {
    mmio_on::<LoopHal>(count, rig().memory);
}
