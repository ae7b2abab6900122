using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A SCSI host adapter that passes a command block, data and sense buffer to the firmware. Three scopes end in reverse order; a command
// without data has no data share.
internal sealed class ScsiCommand<THal> : IDisposable
    where THal : struct, IHal
{
    private const int CommandBytes = 16;
    private const int SenseBytes = 96;

    private readonly Device _adapter;
    private readonly PinnedBuffer _command = new(CommandBytes);
    private readonly PinnedBuffer _sense = new(SenseBytes);

    public ScsiCommand(Device adapter) => _adapter = adapter;

    public ReadOnlySpan<byte> Sense => _sense.Buffer.AsReadOnlySpan();

    public int Execute(ReadOnlySpan<byte> command, DmaBuffer data, bool isRead)
    {
        Span<byte> bytes = _command.Buffer.AsSpan();
        bytes.Clear();
        command[..Math.Min(command.Length, CommandBytes)].CopyTo(bytes);

        using var commandShare = new SharedScope<THal>(_command.Buffer, DriverToDevice);
        using var senseShare = new SharedScope<THal>(_sense.Buffer, DeviceToDriver);
        if (data.IsEmpty)
        {
            return Issue(commandShare.Paddr, senseShare.Paddr, default, 0);
        }

        using var dataShare = new SharedScope<THal>(data, isRead ? DeviceToDriver : DriverToDevice);
        return Issue(commandShare.Paddr, senseShare.Paddr, dataShare.Paddr, data.Length);
    }

    public void Dispose()
    {
        _command.Dispose();
        _sense.Dispose();
    }

    private int Issue(PhysAddr command, PhysAddr sense, PhysAddr data, int length)
    {
        _adapter.WriteRegister(0x00, command.Value);
        _adapter.WriteRegister(0x08, sense.Value);
        _adapter.WriteRegister(0x10, data.Value);
        _adapter.WriteRegister(0x18, (ulong)length);
        _adapter.Kick();
        if (_adapter.Wait(30_000))
        {
            return _adapter.Status;
        }

        _adapter.Reset();
        return -110;
    }
}
