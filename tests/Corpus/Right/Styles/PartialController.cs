using System;
using Devices;
using Hal;

namespace Drivers;

// A controller driver in two partial halves: its memory in one, its commands in the other. The half that allocates also frees; the half
// that sends commands ends what it shares.
internal sealed partial class PartialController<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private Dma<THal>? _commands;

    public PartialController(Device device) => _device = device;

    public void Open()
    {
        if (_commands is null)
        {
            _commands = new Dma<THal>(1, BufferDirection.DriverToDevice);
            _device.WriteRegister(0x20, _commands.Paddr.Value);
        }
    }

    public void Dispose()
    {
        _device.Reset();
        EndCurrent();
        _commands?.Dispose();
        _commands = null;
    }
}

internal sealed partial class PartialController<THal>
{
    private Shared<THal>? _current;

    public unsafe bool Send(byte opcode, DmaBuffer data)
    {
        if (_commands is null || _current is not null)
        {
            return false;
        }

        var shared = new Shared<THal>(data, BufferDirection.Both);
        _commands.Vaddr(0)[0] = opcode;
        _commands.Pointer<ulong>(8)[0] = shared.Paddr.Value;
        _commands.Pointer<uint>(16)[0] = (uint)data.Length;
        _current = shared;
        _device.Kick();
        return true;
    }

    public int Finish()
    {
        if (_current is null)
        {
            return -61;
        }

        if (!_device.Wait(100))
        {
            _device.Reset();
        }

        EndCurrent();
        return _device.Status;
    }

    private void EndCurrent()
    {
        if (_current is { } current)
        {
            _current = null;
            current.Unshare();
        }
    }
}
