using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Maps a transfer for the controller: setup packet and data each under the condition that undoes it.</summary>
public sealed unsafe class UrbMapping<THal>(UsbHost host) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _setups = new(8 * 16);

    private static bool IsControl(Urb urb) => (urb.Endpoint & 0x0F) == 0;

    private static BufferDirection Way(Urb urb) => urb.IsIn ? DeviceToDriver : DriverToDevice;

    private DmaBuffer SetupOf(int slot) => _setups.Buffer.Slice(slot * 8, 8);

    public int Submit(Urb urb, int slot)
    {
        int error = Map(urb, slot);
        if (error != 0)
        {
            return error;
        }

        error = host.Submit(urb);
        if (error < 0)
        {
            Unmap(urb, slot);
        }

        return error;
    }

    private int Map(Urb urb, int slot)
    {
        if (IsControl(urb))
        {
            try
            {
                urb.SetupAddress = THal.Share(SetupOf(slot), DriverToDevice);
            }
            catch (DmaException)
            {
                return -11;
            }
        }

        if (!urb.Buffer.IsEmpty)
        {
            try
            {
                urb.Address = THal.Share(urb.Buffer, Way(urb));
            }
            catch (DmaException)
            {
                UnmapSetup(urb, slot);
                return -11;
            }

            urb.IsMapped = true;
        }

        return 0;
    }

    private void UnmapSetup(Urb urb, int slot)
    {
        if (IsControl(urb))
        {
            THal.Unshare(urb.SetupAddress, SetupOf(slot), DriverToDevice);
            urb.SetupAddress = default;
        }
    }

    public void Unmap(Urb urb, int slot)
    {
        UnmapSetup(urb, slot);
        if (urb.IsMapped)
        {
            THal.Unshare(urb.Address, urb.Buffer, Way(urb));
            urb.IsMapped = false;
        }
    }

    public void Dispose() => _setups.Dispose();
}
