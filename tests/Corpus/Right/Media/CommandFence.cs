using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Command buffers of a GPU with fences: a buffer is free again when the fence's sequence number was passed. Buffers stay in a queue, in
// the order of their fences, until the device is past them; an idle device ends all.
public sealed unsafe class CommandStream<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _gpu;
    private readonly Dma<THal> _fence = new(1, BufferDirection.DeviceToDriver);
    private readonly Queue<Batch> _batches = new();
    private uint _sequence;

    public CommandStream(Device gpu)
    {
        _gpu = gpu;
        _gpu.WriteRegister(0x40, _fence.Paddr.Value);
    }

    private uint Passed => Volatile.Read(ref *_fence.Pointer<uint>(0));

    public uint Submit(PinnedBuffer commands)
    {
        Retire();
        var share = new Shared<THal>(commands.Buffer, BufferDirection.DriverToDevice);
        uint sequence = ++_sequence;
        _batches.Enqueue(new Batch(sequence, share, commands));
        _gpu.WriteRegister(0x48, sequence);
        _gpu.Program(share.Paddr, commands.Buffer.Length);
        return sequence;
    }

    public bool Wait(uint sequence, int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while ((int)(Passed - sequence) < 0)
        {
            if (deadline.Expired)
            {
                return false;
            }

            Thread.Yield();
        }

        Retire();
        return true;
    }

    public void Dispose()
    {
        _gpu.Reset();
        while (_batches.TryDequeue(out Batch batch))
        {
            batch.End();
        }

        _fence.Dispose();
    }

    private void Retire()
    {
        uint passed = Passed;
        while (_batches.TryPeek(out Batch first) && (int)(passed - first.Sequence) >= 0)
        {
            _batches.Dequeue();
            first.End();
        }
    }

    private readonly record struct Batch(uint Sequence, Shared<THal> Share, PinnedBuffer Commands)
    {
        public void End()
        {
            Share.Unshare();
            Commands.Dispose();
        }
    }
}
