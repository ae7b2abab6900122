using System;
using Devices;
using Hal;

namespace Drivers;

// A base class that maps, runs and unmaps, with hooks for what differs between devices. The base ends what it made around the hooks, and
// hooks get the address but not the duty.
internal abstract class TransferBase<THal>(Device device)
    where THal : struct, IHal
{
    protected Device Device => device;

    protected abstract BufferDirection Direction { get; }

    public int Run(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, Direction);
        int status;
        try
        {
            status = Issue(address, buffer.Length);
        }
        finally
        {
            THal.Unshare(address, buffer, Direction);
        }

        if (status == 0)
        {
            OnSuccess(buffer);
        }

        return status;
    }

    protected abstract int Issue(PhysAddr address, int length);

    protected virtual void OnSuccess(DmaBuffer buffer)
    {
    }
}

internal sealed class FontUpload<THal>(Device device) : TransferBase<THal>(device)
    where THal : struct, IHal
{
    protected override BufferDirection Direction => BufferDirection.DriverToDevice;

    protected override int Issue(PhysAddr address, int length)
    {
        int status = Device.Start(address, length);
        if (status == 0 && !Device.Wait(100))
        {
            Device.Reset();
            status = -110;
        }

        return status;
    }
}

internal sealed class ScreenCapture<THal>(Device device) : TransferBase<THal>(device)
    where THal : struct, IHal
{
    public int Brightest { get; private set; }

    protected override BufferDirection Direction => BufferDirection.DeviceToDriver;

    protected override int Issue(PhysAddr address, int length)
    {
        Device.WriteRegister(4, 1);
        if (!Device.Submit(address, length))
        {
            return -11;
        }

        if (Device.Wait(500))
        {
            return 0;
        }

        Device.Reset();
        return -110;
    }

    protected override void OnSuccess(DmaBuffer buffer)
    {
        foreach (byte pixel in buffer.AsReadOnlySpan())
        {
            Brightest = Math.Max(Brightest, pixel);
        }
    }
}
