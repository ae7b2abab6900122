using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux tpm_tis_spi: commands in chunks of 64 bytes with a header of four, with wait states. One frame in each direction for the
// object's life, shared for one exchange only.
public sealed class SpiTrustedModule<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Chunk = 64;

    private readonly SpiController _spi;
    private readonly PinnedBuffer _tx = new(Chunk + 4);
    private readonly PinnedBuffer _rx = new(Chunk + 4);

    public SpiTrustedModule(SpiController spi) => _spi = spi;

    public int Write(uint register, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int n = Math.Min(Chunk, data.Length);
            Header(register, n, read: false);
            data[..n].CopyTo(_tx.Buffer.AsSpan()[4..]);
            int rc = Exchange(n + 4);
            if (rc != 0)
            {
                return rc;
            }

            data = data[n..];
        }

        return 0;
    }

    public int Read(uint register, Span<byte> into)
    {
        for (int done = 0; done < into.Length;)
        {
            int n = Math.Min(Chunk, into.Length - done);
            Header(register, n, read: true);
            if (Exchange(n + 4) is var rc && rc != 0)
            {
                return rc;
            }

            _rx.Buffer.AsReadOnlySpan().Slice(4, n).CopyTo(into[done..]);
            done += n;
        }

        return 0;
    }

    public void Dispose()
    {
        _tx.Buffer.AsSpan().Clear();
        _tx.Dispose();
        _rx.Dispose();
    }

    private void Header(uint register, int length, bool read)
    {
        DmaBuffer tx = _tx.Buffer;
        tx[0] = (byte)((read ? 0x80 : 0) | (length - 1));
        tx[1] = 0xD4;
        tx[2] = (byte)(register >> 8);
        tx[3] = (byte)register;
    }

    private int Exchange(int length)
    {
        DmaBuffer tx = _tx.Buffer.Slice(0, length);
        DmaBuffer rx = _rx.Buffer.Slice(0, length);
        var o = new Shared<THal>(tx, BufferDirection.DriverToDevice);
        try
        {
            var i = new Shared<THal>(rx, BufferDirection.DeviceToDriver);
            try
            {
                int rc = _spi.Start(o.Paddr, i.Paddr, length);
                if (rc == 0 && !_spi.WaitIdle(100))
                {
                    _spi.Abort();
                    rc = -62;
                }

                return rc;
            }
            finally
            {
                i.Unshare();
            }
        }
        finally
        {
            o.Unshare();
        }
    }
}
