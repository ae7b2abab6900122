using System;
using System.Runtime.InteropServices;

namespace Hal.Testing;

/// <summary>
/// I14: buffers come from anywhere, at any alignment and in part of a cache line; Unshare of DMA memory does not revoke the allocation.
/// </summary>
internal sealed unsafe class I14AnyMemory : ContractTest
{
    private const int Room = 512;

    // What a HAL that works in whole lines may overwrite before and behind the room, without harm to the process.
    private const int Margin = 128;
    private const int Block = Room + (2 * Margin);

    public I14AnyMemory()
        : base("I14", "buffers come from the stack, the heap and DMA memory, at any alignment and in part of a cache line")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        byte* stack = stackalloc byte[Block];
        Parts<THal>(trial.Device, stack + Margin, "the stack");
        fixed (byte* heap = new byte[Block])
        {
            Parts<THal>(trial.Device, heap + Margin, "the garbage-collected heap");
        }

        byte* native = (byte*)NativeMemory.AlignedAlloc(Block, Margin);
        Parts<THal>(trial.Device, native + Margin, "native memory");
        NativeMemory.AlignedFree(native);

        DmaAllocation memory = Trial.Allocate<THal>(1);
        Parts<THal>(trial.Device, memory.Vaddr + 1024, "DMA memory");
        var page = new Span<byte>(memory.Vaddr, HalConstants.PageSize);
        Trial.Fill(page, 5);
        if (trial.Device is { } device)
        {
            Trial.Expect(
                Trial.DeviceRead(device, memory.Paddr, page.Length, "DMA memory after the end of a share of a part of it"),
                5,
                "the device's view of DMA memory after the end of a share of a part of it");
        }

        Trial.Give<THal>(memory, 1);
        return "stack, heap, native and DMA memory, in parts of cache lines, at odd addresses";
    }

    // The neighbours of the buffer are the driver's: a HAL that works in whole lines or pages would carry them back and forth.
    private static void Parts<THal>(IDeviceView? device, byte* memory, string of)
        where THal : struct, IHal
    {
        foreach ((int start, int length) in new[] { (1, 1), (3, 7), (60, 8), (64, 64), (100, 333) })
        {
            foreach (BufferDirection direction in Trial.Directions)
            {
                var room = new Span<byte>(memory, Room);
                Trial.Fill(room, 1);
                var buffer = new DmaBuffer(memory + start, length);
                PhysAddr paddr = Trial.Share<THal>(buffer, direction);
                byte[] neighbours = Fresh(2);
                neighbours.AsSpan(0, start).CopyTo(room); // the driver goes on working beside it
                neighbours.AsSpan(start + length).CopyTo(room[(start + length)..]);
                if (device is not null && direction != BufferDirection.DriverToDevice)
                {
                    Trial.DeviceWrite(device, paddr, Fresh(3).AsSpan(start, length), $"{length} bytes of {of}");
                }

                THal.Unshare(paddr, buffer, direction);
                string where = $"{length} bytes at offset {start} of {of}, {direction}";
                byte[] expected = Fresh(2);
                room[start..(start + length)].CopyTo(expected.AsSpan(start)); // only the neighbours count here
                int other = room.CommonPrefixLength(expected);
                if (other < Room)
                {
                    Trial.Fail(
                        $"Share and Unshare of {where}, changed the byte {(other < start ? start - other : other - start - length + 1)} "
                            + $"bytes {(other < start ? "before" : "behind")} it");
                }

                if (device is not null || direction == BufferDirection.DriverToDevice)
                {
                    ReadOnlySpan<byte> right = Fresh(direction == BufferDirection.DriverToDevice ? 1 : 3).AsSpan(start, length);
                    if (!buffer.AsReadOnlySpan().SequenceEqual(right))
                    {
                        Trial.Fail(
                            $"the content of {where}, is not what the "
                                + $"{(direction == BufferDirection.DriverToDevice ? "driver" : "device")} wrote");
                    }
                }
            }
        }

        static byte[] Fresh(int seed)
        {
            byte[] bytes = new byte[Room];
            Trial.Fill(bytes, seed);
            return bytes;
        }
    }
}
