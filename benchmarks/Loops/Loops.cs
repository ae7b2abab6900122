using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using Virtio.Driver;

namespace Hal.Benchmarks;

/// <summary>
/// What a driver does for one request, in loops. The name of a loop is its row in docs/performance.md; Rust/loops.rs has each of them too. Each
/// loop is one method that is not inlined: its machine code is compared.
/// </summary>
public static unsafe class Loops<THal>
    where THal : struct, IHal
{
    private const int SlotBytes = 64;
    private const int Slots = 64;

    private static byte* s_memory;
    private static Descriptor* s_device;
    private static Shared<THal>[] s_shadow = [];
    private static VirtQueue<THal>? s_queue;
    private static ushort* s_used;

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor
    {
        public ulong Address;
        public uint Length;
        public ushort Flags;
        public ushort Next;
    }

    /// <summary>Allocates what the loops use.</summary>
    public static void Initialize()
    {
        s_memory = (byte*)NativeMemory.AlignedAlloc(HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(s_memory, HalConstants.PageSize);
        s_device = (Descriptor*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(Descriptor));
        s_shadow = new Shared<THal>[Slots];
        s_queue = new VirtQueue<THal>(16, eventIndex: false, new QueueCounters());
        s_used = (ushort*)(s_queue.Layout.DeviceArea.Value - LoopHal.BusOffset);
    }

    /// <summary>Runs a loop by its name.</summary>
    public static void Run(string row, int count)
    {
        switch (row)
        {
            case "thin": Thin(count, s_memory, s_device); break;
            case "share": Share(count, s_memory, s_device, s_shadow); break;
            case "scope": Scope(count, s_memory, s_device); break;
            case "queue":
                // Their number is not known to the compiler, as a driver's requests have as many as they have.
                Queue(count, [new DmaBuffer(s_memory, 16)], [new DmaBuffer(s_memory + 512, 512)], s_queue!, s_used);
                break;
            case "dma": Dma(count); break;
            case "abandon": Abandon(count, s_memory); break;
            case "mmio": Mmio(count, s_memory); break;
            default: throw new System.ArgumentException($"There is no loop '{row}'.", nameof(row));
        }
    }

    /// <summary>Share, one store to the device, Unshare.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Thin(int count, byte* memory, Descriptor* device)
    {
        for (int i = 0; i < count; i++)
        {
            var buffer = new DmaBuffer(memory + (i & (Slots - 1)) * SlotBytes, SlotBytes);
            PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
            Volatile.Write(ref device->Address, paddr.Value);
            THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        }
    }

    /// <summary>Share, kept in the driver's shadow and written to a descriptor, Unshare out of the shadow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Share(int count, byte* memory, Descriptor* device, Shared<THal>[] shadow)
    {
        for (int i = 0; i < count; i++)
        {
            int slot = i & (Slots - 1);
            var shared = new Shared<THal>(new DmaBuffer(memory + slot * SlotBytes, SlotBytes), BufferDirection.DriverToDevice);
            shadow[slot] = shared;
            Descriptor* descriptor = device + slot;
            descriptor->Address = shared.Paddr.Value;
            descriptor->Length = (uint)shared.Buffer.Length;
            descriptor->Flags = 1;
            Volatile.Write(ref descriptor->Next, (ushort)(slot + 1));
            shadow[slot].Unshare();
        }
    }

    /// <summary>The share of one block: using, and one store.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scope(int count, byte* memory, Descriptor* device)
    {
        for (int i = 0; i < count; i++)
        {
            using var scope = new SharedScope<THal>(
                new DmaBuffer(memory + (i & (Slots - 1)) * SlotBytes, SlotBytes), BufferDirection.DriverToDevice);
            Volatile.Write(ref device->Address, scope.Paddr.Value);
        }
    }

    /// <summary>A share that is given up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Abandon(int count, byte* memory)
    {
        for (int i = 0; i < count; i++)
        {
            using var scope = new SharedScope<THal>(
                new DmaBuffer(memory + (i & (Slots - 1)) * SlotBytes, SlotBytes), BufferDirection.DriverToDevice);
            scope.Abandon();
        }
    }

    /// <summary>A request of two buffers made available with its fence, and taken back once the device, which is this loop too, has used it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Queue(
        int count, System.ReadOnlySpan<DmaBuffer> readable, System.ReadOnlySpan<DmaBuffer> writable, VirtQueue<THal> queue, ushort* used)
    {
        for (int i = 0; i < count; i++)
        {
            queue.TryAdd(readable, writable, out ushort head);
            queue.ShouldNotify();
            uint* element = (uint*)(used + 2) + 2 * (used[1] & 15);
            element[0] = head;
            element[1] = 512;
            Volatile.Write(ref used[1], (ushort)(used[1] + 1));
            queue.TryPop(out _);
        }
    }

    /// <summary>One page allocated, written to through a checked pointer, and given back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dma(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var dma = new Dma<THal>(1, BufferDirection.Both);
            Volatile.Write(ref *dma.Vaddr((nuint)(uint)(i & (HalConstants.PageSize - 1))), 0);
        }
    }

    /// <summary>A register window mapped, one register read and one written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Mmio(int count, byte* memory)
    {
        for (int i = 0; i < count; i++)
        {
            MmioRegion region = MmioRegion.Map<THal>(new PhysAddr((ulong)memory + LoopHal.BusOffset), HalConstants.PageSize);
            region.Write32(4, region.Read32((nuint)(uint)(i & (Slots - 1)) * sizeof(uint)));
        }
    }
}
