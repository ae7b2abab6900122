using System;
using System.Buffers.Binary;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Control and bulk transfers on a USB host: setup packet and data are mapped apart and unmapped on completion.</summary>
public sealed class UsbTransfers<THal>(UsbHost host, PinnedBuffer setup)
    where THal : struct, IHal
{
    private int _controlBusy;

    public int SubmitControl(Urb urb, ulong packet)
    {
        if (Interlocked.Exchange(ref _controlBusy, 1) != 0)
        {
            return -16;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(setup.Buffer.AsSpan(), packet);
        urb.SetupAddress = THal.Share(setup.Buffer, DriverToDevice);
        try
        {
            Map(urb);
        }
        catch (DmaException)
        {
            UnmapSetup(urb);
            return -12;
        }

        urb.Complete = finished =>
        {
            Unmap(finished);
            UnmapSetup(finished);
        };
        int error = host.Submit(urb);
        if (error != 0)
        {
            Unmap(urb);
            UnmapSetup(urb);
        }

        return error;
    }

    public int SubmitBulk(Urb urb, Action<Urb> done)
    {
        Map(urb);
        urb.Complete = finished =>
        {
            Unmap(finished);
            done(finished);
        };
        int error = host.Submit(urb);
        if (error < 0)
        {
            Unmap(urb);
        }

        return error;
    }

    private static void Map(Urb urb)
    {
        if (urb.IsMapped || urb.Buffer.IsEmpty)
        {
            return;
        }

        urb.Address = THal.Share(urb.Buffer, urb.IsIn ? DeviceToDriver : DriverToDevice);
        urb.IsMapped = true;
    }

    private static void Unmap(Urb urb)
    {
        if (!urb.IsMapped)
        {
            return;
        }

        THal.Unshare(urb.Address, urb.Buffer, urb.IsIn ? DeviceToDriver : DriverToDevice);
        urb.IsMapped = false;
    }

    private void UnmapSetup(Urb urb)
    {
        THal.Unshare(urb.SetupAddress, setup.Buffer, DriverToDevice);
        urb.SetupAddress = default;
        Volatile.Write(ref _controlBusy, 0);
    }
}
