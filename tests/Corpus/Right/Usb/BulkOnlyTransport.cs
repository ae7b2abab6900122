using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Bulk-only transport: command, data and status, each a transfer of its own.</summary>
public sealed unsafe class BulkOnly<THal>(UsbHost host) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _wrappers = new(64);
    private uint _tag;

    private DmaBuffer CommandWrapper => _wrappers.Buffer.Slice(0, 31);

    private DmaBuffer StatusWrapper => _wrappers.Buffer.Slice(32, 13);

    private int Bulk(byte endpoint, DmaBuffer data)
    {
        BufferDirection direction = (endpoint & 0x80) != 0 ? DeviceToDriver : DriverToDevice;
        using var done = new ManualResetEventSlim();
        var urb = new Urb { Endpoint = endpoint, Buffer = data, Complete = _ => done.Set() };
        urb.Address = THal.Share(data, direction);
        urb.IsMapped = true;
        int error = host.Submit(urb);
        if (error == 0 && !done.Wait(5000))
        {
            host.Kill(urb);
            error = -110;
        }

        THal.Unshare(urb.Address, data, direction);
        urb.IsMapped = false;
        return error != 0 ? error : urb.Status;
    }

    public int Command(ReadOnlySpan<byte> cdb, DmaBuffer data, bool read)
    {
        Span<byte> wrapper = CommandWrapper.AsSpan();
        wrapper.Clear();
        BitConverter.TryWriteBytes(wrapper, 0x43425355u);
        BitConverter.TryWriteBytes(wrapper[4..], ++_tag);
        BitConverter.TryWriteBytes(wrapper[8..], data.Length);
        wrapper[12] = read ? (byte)0x80 : (byte)0;
        wrapper[14] = (byte)cdb.Length;
        cdb.CopyTo(wrapper[15..]);
        int error = Bulk(0x02, CommandWrapper);
        if (error == 0 && !data.IsEmpty)
        {
            error = Bulk(read ? (byte)0x81 : (byte)0x02, data);
        }

        if (error == 0)
        {
            error = Bulk(0x81, StatusWrapper);
        }

        if (error != 0)
        {
            return error;
        }

        ReadOnlySpan<byte> status = StatusWrapper.AsReadOnlySpan();
        return BitConverter.ToUInt32(status[4..8]) == _tag ? status[12] : -71;
    }

    public void Dispose() => _wrappers.Dispose();
}
