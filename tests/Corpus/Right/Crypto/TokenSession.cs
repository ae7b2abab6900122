using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like PKCS#11 modules over a mailbox: open a session, run commands in it, close it whatever happened. The session owns its command
// page, and closing sends the last command before the page goes.
public sealed class TokenSession<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _token;
    private readonly Dma<THal> _page;
    private bool _open;

    private TokenSession(Mailbox token, Dma<THal> page)
    {
        _token = token;
        _page = page;
        _open = true;
    }

    public static TokenSession<THal>? TryOpen(Mailbox token)
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out var page))
        {
            return null;
        }

        if (token.Execute(0x01, page.Paddr) != 0)
        {
            page.Dispose();
            return null;
        }

        return new TokenSession<THal>(token, page);
    }

    public int Sign(ReadOnlySpan<byte> digest, Span<byte> signature)
    {
        ObjectDisposedException.ThrowIf(!_open, this);
        Span<byte> page = _page.AsSpan();
        BinaryPrimitives.WriteInt32LittleEndian(page, digest.Length);
        digest.CopyTo(page[4..2048]);
        int error = _token.Execute(0x10, _page.Paddr, _page.PaddrAt(2048));
        if (error < 0)
        {
            return error;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(page[2048..]);
        if (length < 0 || length > signature.Length || length > 2044)
        {
            return -71;
        }

        page.Slice(2052, length).CopyTo(signature);
        return length;
    }

    public void Dispose()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        _token.Execute(0x02, _page.Paddr);
        _page.Dispose();
    }
}
