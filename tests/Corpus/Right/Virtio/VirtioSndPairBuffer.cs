using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in virtio-drivers (sound): the share of the command is ended with the buffer of the command.
internal sealed class StreamBuffers<THal>(Device sound) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _area = new(2, Both);
    private PhysAddr _command;
    private bool _open;

    private DmaBuffer Command => _area.Slice(0, 24);

    private DmaBuffer Response => _area.Slice(2048, 24);

    public void Open()
    {
        if (_open)
        {
            return;
        }

        _command = THal.Share(Command, Both);
        _open = true;
        sound.Program(_command, 24);
    }

    public byte Close()
    {
        if (!_open)
        {
            return 0;
        }

        sound.Reset();
        THal.Unshare(_command, Command, Both);
        _open = false;
        return Command[0];
    }

    public void Dispose()
    {
        _ = Close();
        _area.Dispose();
    }
}
