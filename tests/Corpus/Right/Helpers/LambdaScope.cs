using System;
using Devices;
using Hal;

namespace Drivers;

// A helper that shares a buffer for the time of a callback, as functional code bases have it. The callback gets the address and never
// the duty; the helper ends the share whatever the callback does.
public static class Sharing
{
    public static TResult WithShare<THal, TResult>(this DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, TResult> use)
        where THal : struct, IHal
    {
        ArgumentNullException.ThrowIfNull(use);
        PhysAddr address = THal.Share(buffer, direction);
        try
        {
            return use(address);
        }
        finally
        {
            THal.Unshare(address, buffer, direction);
        }
    }
}

public sealed class TapeDrive<THal>
    where THal : struct, IHal
{
    private readonly Device _drive;

    public TapeDrive(Device drive) => _drive = drive;

    public int Write(DmaBuffer block) =>
        block.WithShare<THal, int>(BufferDirection.DriverToDevice, address => Transfer(address, block.Length));

    public int Read(DmaBuffer block) =>
        block.WithShare<THal, int>(BufferDirection.DeviceToDriver, address => Transfer(address, block.Length));

    public bool Verify(DmaBuffer written, DmaBuffer scratch)
    {
        if (scratch.Length < written.Length)
        {
            throw new ArgumentException("There is no room for the block.", nameof(scratch));
        }

        DmaBuffer copy = scratch.Slice(0, written.Length);
        return Read(copy) >= 0 && copy.AsReadOnlySpan().SequenceEqual(written.AsReadOnlySpan());
    }

    private int Transfer(PhysAddr address, int length)
    {
        int started = _drive.Start(address, length);
        if (started < 0)
        {
            return started;
        }

        if (_drive.Wait(30_000))
        {
            return length;
        }

        _drive.Reset();
        return -110;
    }
}
