using System;
using System.Buffers.Binary;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A vendor control request on USB, made synchronous with an event and a timeout. On timeout the transfer is killed first; setup and data
// end in one finally, data only if there was some.
public sealed class VendorControl<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly DmaBuffer _setup;

    public VendorControl(UsbHost host, DmaBuffer setup)
    {
        _host = host;
        _setup = setup;
    }

    public int Request(byte type, byte request, ushort value, DmaBuffer data)
    {
        WriteSetup(type, request, value, data.Length);
        bool hasData = !data.IsEmpty;
        BufferDirection direction = (type & 0x80) != 0 ? DeviceToDriver : DriverToDevice;
        using var completed = new ManualResetEventSlim();
        var urb = new Urb { Endpoint = (byte)(type & 0x80), Buffer = data, Complete = _ => completed.Set() };
        urb.SetupAddress = THal.Share(_setup, DriverToDevice);
        try
        {
            if (hasData)
            {
                urb.Address = THal.Share(data, direction);
            }

            try
            {
                int error = _host.Submit(urb);
                if (error < 0)
                {
                    return error;
                }

                if (!completed.Wait(1000))
                {
                    _host.Kill(urb);
                    return -110;
                }

                return urb.Status == 0 ? urb.Actual : urb.Status;
            }
            finally
            {
                if (hasData)
                {
                    THal.Unshare(urb.Address, data, direction);
                }
            }
        }
        finally
        {
            THal.Unshare(urb.SetupAddress, _setup, DriverToDevice);
        }
    }

    private void WriteSetup(byte type, byte request, ushort value, int length)
    {
        Span<byte> setup = _setup.AsSpan();
        setup[0] = type;
        setup[1] = request;
        BinaryPrimitives.WriteUInt16LittleEndian(setup[2..], value);
        BinaryPrimitives.WriteUInt16LittleEndian(setup[4..], 0);
        BinaryPrimitives.WriteUInt16LittleEndian(setup[6..], (ushort)length);
    }
}
