using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux sound (hda): the position is read after the helper has freed the buffer that it stands in.
internal sealed unsafe class PositionBuffer<THal>(Device codec) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _positions = new(1, BufferDirection.Both);

    public void Start()
    {
        _positions.AsSpan().Clear();
        codec.Program(_positions.Paddr, 64);
        codec.Kick();
    }

    public uint Close(int stream)
    {
        uint* position = _positions.Pointer<uint>((nuint)(stream * 8));
        StopAndFree();
        uint played = *position; //! HAL2008
        if (played == 0)
        {
            Log.Info("nothing was played");
        }

        return played;
    }

    public void Dispose() => StopAndFree();

    private void StopAndFree()
    {
        codec.Reset();
        _positions.Dispose();
    }
}
