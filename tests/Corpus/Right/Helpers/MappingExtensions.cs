using System;
using Devices;
using Hal;

namespace Drivers;

// A driver that maps by extension methods of its own, with the work passed as a delegate. The extension ends the share whatever the
// delegate does; the delegate returns only when the device is done.
internal static class MappingExtensions
{
    public static TResult WithAddress<THal, TResult>(this DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, TResult> work)
        where THal : struct, IHal
    {
        PhysAddr address = THal.Share(buffer, direction);
        try
        {
            return work(address);
        }
        finally
        {
            THal.Unshare(address, buffer, direction);
        }
    }

    public static bool RunToEnd(this Device device, PhysAddr address, int length, int milliseconds)
    {
        if (!device.Submit(address, length))
        {
            return false;
        }

        if (device.Wait(milliseconds))
        {
            return true;
        }

        device.Reset();
        return false;
    }
}

internal sealed class Fingerprints<THal>(Device scanner)
    where THal : struct, IHal
{
    private const int ImageBytes = 160 * 160;

    public byte[]? Capture()
    {
        using var image = new PinnedBuffer(ImageBytes);
        bool captured = image.Buffer.WithAddress<THal, bool>(
            BufferDirection.DeviceToDriver, address => scanner.RunToEnd(address, ImageBytes, 3000));
        return captured ? image.Buffer.AsReadOnlySpan().ToArray() : null;
    }

    public bool Enroll(byte[] template)
    {
        using var pinned = new PinnedBuffer(template);
        return pinned.Buffer.WithAddress<THal, bool>(
            BufferDirection.DriverToDevice, address => scanner.RunToEnd(address, template.Length, 1000));
    }
}
