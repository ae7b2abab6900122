using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux SoundWire's bulk protocol: many register writes are packed into one frame, reads come back in another. A builder collects
// writes in managed memory; only Execute shares, and its answer is validated.
public sealed class BulkAccess<THal>(Mailbox link) : IDisposable
    where THal : struct, IHal
{
    private readonly List<(ushort Register, byte Value)> _writes = [];
    private readonly PinnedBuffer _out = new(1024);
    private readonly PinnedBuffer _in = new(1024);

    public BulkAccess<THal> Write(ushort register, byte value)
    {
        _writes.Add((register, value));
        return this;
    }

    public int Execute()
    {
        int sent = 0;
        while (sent < _writes.Count)
        {
            int batch = Math.Min(_writes.Count - sent, 1024 / 3);
            Pack(sent, batch);
            int status = Exchange(batch * 3);
            if (status != batch)
            {
                _writes.RemoveRange(0, sent);
                return status < 0 ? status : -71;
            }

            sent += batch;
        }

        _writes.Clear();
        return sent;
    }

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
    }

    private void Pack(int first, int count)
    {
        DmaBuffer bytes = _out.Buffer;
        for (int i = 0; i < count; i++)
        {
            var (register, value) = _writes[first + i];
            bytes[i * 3] = (byte)(register >> 8);
            bytes[(i * 3) + 1] = (byte)register;
            bytes[(i * 3) + 2] = value;
        }
    }

    private int Exchange(int length)
    {
        DmaBuffer request = _out.Buffer.Slice(0, length);
        DmaBuffer answer = _in.Buffer;
        int error;
        PhysAddr a = THal.Share(request, BufferDirection.DriverToDevice);
        try
        {
            PhysAddr b = THal.Share(answer, BufferDirection.DeviceToDriver);
            try
            {
                error = link.Execute((uint)length, a, b);
            }
            finally
            {
                THal.Unshare(b, answer, BufferDirection.DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(a, request, BufferDirection.DriverToDevice);
        }

        return error < 0 ? error : answer[0] | (answer[1] << 8);
    }
}
