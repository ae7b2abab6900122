using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Draining a playback stream: blocks in flight are a linked list, and Drain waits until the device has played all. Blocks are released
// as they are played; on a stuck device it is stopped, then the rest is released.
public sealed class DrainingStream<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _dac;
    private readonly LinkedList<Block> _playing = new();

    public DrainingStream(VendorQueue queue, Device dac)
    {
        _queue = queue;
        _dac = dac;
    }

    public bool Write(DmaBuffer samples)
    {
        Collect();
        PhysAddr address = THal.Share(samples, BufferDirection.DriverToDevice);
        switch (_queue.Submit(address, samples))
        {
            case SubmitResult.Queued:
                _playing.AddLast(new Block(address, samples));
                return true;
            case SubmitResult.Completed:
                THal.Unshare(address, samples, BufferDirection.DriverToDevice);
                return true;
            default:
                THal.Unshare(address, samples, BufferDirection.DriverToDevice);
                return false;
        }
    }

    public bool Drain(int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while (_playing.Count != 0)
        {
            if (deadline.Expired)
            {
                _dac.Reset();
                ReleaseAll();
                return false;
            }

            Collect();
            Thread.Sleep(1);
        }

        return true;
    }

    private void Collect()
    {
        while (_playing.First is { } node && _queue.TryFinish(node.Value.Address))
        {
            _playing.RemoveFirst();
            Release(node.Value);
        }
    }

    private void ReleaseAll()
    {
        foreach (Block block in _playing)
        {
            Release(block);
        }

        _playing.Clear();
    }

    private static void Release(in Block block) =>
        THal.Unshare(block.Address, block.Samples, BufferDirection.DriverToDevice);

    private readonly record struct Block(PhysAddr Address, DmaBuffer Samples);
}
