using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A log record is written in two commands, body and seal; the seal is written only if the body arrived. Each phase ends what it shared,
// and a record that failed leaves nothing shared behind.
public sealed class SealedLog<THal>(VendorQueue queue) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _seal = new(16);

    public string? Append(DmaBuffer body, ulong sequence)
    {
        string? problem = Write(body);
        if (problem is not null)
        {
            return "body: " + problem;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_seal.Buffer.AsSpan(), sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(_seal.Buffer.AsSpan()[8..], ~sequence);
        problem = Write(_seal.Buffer);
        return problem is null ? null : "seal: " + problem;
    }

    public void Dispose() => _seal.Dispose();

    private string? Write(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        if (queue.Offer(address, data) is { } refused)
        {
            THal.Unshare(address, data, DriverToDevice);
            return refused;
        }

        Deadline deadline = Deadline.In(1000);
        bool finished = false;
        while (!finished && !deadline.Expired)
        {
            finished = queue.TryFinish(address);
        }

        // A cancel that comes too late says so; then the entry is about to finish.
        while (!finished && !queue.TryCancel(address))
        {
            if (queue.TryFinish(address))
            {
                finished = true;
            }
        }

        THal.Unshare(address, data, DriverToDevice);
        return finished ? null : "timed out";
    }
}
