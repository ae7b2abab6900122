using System;
using Devices;
using Hal;

namespace Drivers;

// Like ltfs' label check: a partition's label block is read, patched by the caller's function, written and verified. A generic helper
// takes the work as a delegate and has the share around it, for each direction one call.
public sealed class TapeLabel<THal>
    where THal : struct, IHal
{
    private readonly Device _drive;

    public TapeLabel(Device drive) => _drive = drive;

    public bool Update(PinnedBuffer block, Func<byte[], byte[]> patch)
    {
        DmaBuffer buffer = block.Buffer;
        if (!With(buffer, BufferDirection.DeviceToDriver, Move))
        {
            return false;
        }

        byte[] patched = patch(buffer.AsReadOnlySpan().ToArray());
        patched.AsSpan(0, Math.Min(patched.Length, buffer.Length)).CopyTo(buffer.AsSpan());
        return With(buffer, BufferDirection.DriverToDevice, Move);
    }

    private bool Move(PhysAddr address, int length)
    {
        if (_drive.Start(address, length) < 0)
        {
            return false;
        }

        bool done = _drive.Wait(30_000);
        if (!done)
        {
            _drive.Reset();
        }

        return done;
    }

    private static T With<T>(DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, int, T> work)
    {
        PhysAddr address = THal.Share(buffer, direction);
        try
        {
            return work(address, buffer.Length);
        }
        finally
        {
            THal.Unshare(address, buffer, direction);
        }
    }
}
