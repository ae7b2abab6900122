using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A digest that is fed piece by piece, with its state in memory that the unit updates. The state is DMA memory over the whole stream;
// each piece has a share for its own update.
internal sealed unsafe class StreamingDigest<THal> : IDisposable
    where THal : struct, IHal
{
    private const int StateBytes = 256;
    private const int DigestOffset = 128;
    private const int DigestBytes = 32;

    private readonly CryptoUnit _unit;
    private readonly Dma<THal> _state;
    private bool _finished;

    public StreamingDigest(CryptoUnit unit)
    {
        _unit = unit;
        _state = new Dma<THal>(HalConstants.PagesFor(StateBytes), Both);
    }

    public void Append(DmaBuffer piece)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        using var shared = new SharedScope<THal>(piece, DriverToDevice);
        int status = _unit.Digest(shared.Paddr, piece.Length, _state.Paddr);
        if (status != 0)
        {
            throw new DeviceException($"The digest stopped: {status}.");
        }
    }

    public byte[] Finish()
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        byte[] digest = _state.Slice(DigestOffset, DigestBytes).AsReadOnlySpan().ToArray();
        _finished = true;
        return digest;
    }

    public void Restart()
    {
        _state.AsSpan().Clear();
        _finished = false;
    }

    public void Dispose()
    {
        _finished = true;
        _state.Dispose();
    }
}
