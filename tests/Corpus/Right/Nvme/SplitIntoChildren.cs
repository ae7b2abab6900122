using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A request larger than the drive takes is split into children; the last child completes the parent.</summary>
public sealed class SplitDisk<THal>(BlockQueue queue, int maxTransfer)
    where THal : struct, IHal
{
    private sealed class Parent(int children, Action<int> done)
    {
        private int _left = children;
        private int _error;

        public void ChildDone(int error)
        {
            if (error != 0)
            {
                Interlocked.CompareExchange(ref _error, error, 0);
            }

            if (Interlocked.Decrement(ref _left) == 0)
            {
                done(_error);
            }
        }
    }

    public void Read(ulong sector, DmaBuffer into, Action<int> done)
    {
        int children = (into.Length + maxTransfer - 1) / maxTransfer;
        var parent = new Parent(children, done);
        for (int offset = 0; offset < into.Length; offset += maxTransfer)
        {
            DmaBuffer part = into.Slice(offset, Math.Min(maxTransfer, into.Length - offset));
            StartChild(sector + (ulong)(offset >> 9), part, parent);
        }
    }

    private void StartChild(ulong sector, DmaBuffer part, Parent parent)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(part, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            parent.ChildDone(-12);
            return;
        }

        bool started = queue.TryStart(sector, address, part.Length, status =>
        {
            THal.Unshare(address, part, BufferDirection.DeviceToDriver);
            parent.ChildDone(status);
        });
        if (!started)
        {
            THal.Unshare(address, part, BufferDirection.DeviceToDriver);
            parent.ChildDone(-11);
        }
    }
}
