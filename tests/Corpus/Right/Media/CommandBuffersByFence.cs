using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Submits command buffers to a GPU and gives them back when the fence has passed their sequence number.</summary>
public sealed unsafe class CommandStream<THal>(Device gpu, Dma<THal> fencePage)
    where THal : struct, IHal
{
    private readonly record struct Submission(uint Sequence, PhysAddr Paddr, DmaBuffer Commands);

    private readonly Queue<Submission> _inFlight = new();
    private uint _sequence;

    public uint Submit(DmaBuffer commands)
    {
        Retire();
        uint sequence = ++_sequence;
        PhysAddr paddr = THal.Share(commands, DriverToDevice);
        _inFlight.Enqueue(new Submission(sequence, paddr, commands));
        gpu.WriteRegister(0x10, sequence);
        gpu.Program(paddr, commands.Length);
        gpu.Kick();
        return sequence;
    }

    public bool IsSignaled(uint sequence) => (int)(Fence - sequence) >= 0;

    public bool WaitIdle(int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while (_inFlight.Count > 0)
        {
            Retire();
            if (_inFlight.Count > 0 && deadline.Expired)
            {
                return false;
            }

            Thread.Yield();
        }

        return true;
    }

    public void Lost()
    {
        gpu.Reset();
        while (_inFlight.TryDequeue(out Submission submission))
        {
            THal.Unshare(submission.Paddr, submission.Commands, DriverToDevice);
        }
    }

    private uint Fence => Volatile.Read(ref *fencePage.Pointer<uint>(0));

    private void Retire()
    {
        while (_inFlight.TryPeek(out Submission oldest) && IsSignaled(oldest.Sequence))
        {
            _inFlight.Dequeue();
            THal.Unshare(oldest.Paddr, oldest.Commands, DriverToDevice);
        }
    }
}
