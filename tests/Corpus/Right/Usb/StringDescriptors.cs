using System;
using System.Text;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The reading of string descriptors during the enumeration of a USB device. Setup packet and reply are in one pinned block, as two
// slices that do not overlap, each with its own share.
internal sealed class StringDescriptors<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SetupBytes = 8;
    private const int ReplyBytes = 255;

    private readonly UsbHost _host;
    private readonly PinnedBuffer _memory = new(320);

    public StringDescriptors(UsbHost host) => _host = host;

    public string? Read(byte index, ushort language)
    {
        DmaBuffer setup = _memory.Buffer.Slice(0, SetupBytes);
        DmaBuffer reply = _memory.Buffer.Slice(64, ReplyBytes);
        ReadOnlySpan<byte> request = [0x80, 6, index, 3, (byte)language, (byte)(language >> 8), ReplyBytes, 0];
        request.CopyTo(setup.AsSpan());

        bool done = false;
        var urb = new Urb { Endpoint = 0x80, Buffer = reply, Complete = _ => done = true };
        urb.SetupAddress = THal.Share(setup, DriverToDevice);
        try
        {
            urb.Address = THal.Share(reply, DeviceToDriver);
            try
            {
                if (_host.Submit(urb) != 0)
                {
                    return null;
                }

                Deadline deadline = Deadline.In(500);
                while (!Volatile.Read(ref done))
                {
                    if (deadline.Expired)
                    {
                        _host.Kill(urb);
                        return null;
                    }
                }
            }
            finally
            {
                THal.Unshare(urb.Address, reply, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(urb.SetupAddress, setup, DriverToDevice);
        }

        int length = Math.Clamp(urb.Actual, 2, ReplyBytes);
        return Encoding.Unicode.GetString(reply.AsReadOnlySpan()[2..length]);
    }

    public void Dispose() => _memory.Dispose();
}
