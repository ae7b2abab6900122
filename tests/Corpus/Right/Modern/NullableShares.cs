using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Nullable shares with ?., is { } and ??=.
public sealed class NullableShares<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private Shared<THal>? _context;
    private PinnedBuffer? _memory;

    public int Command(uint opcode, DmaBuffer? input, DmaBuffer? output)
    {
        _memory ??= new PinnedBuffer(256);
        _context ??= new Shared<THal>(_memory.Buffer, Both);
        Shared<THal>? source = input is { } given ? new Shared<THal>(given, DriverToDevice) : null;
        Shared<THal>? target = output is { IsEmpty: false } wanted ? new Shared<THal>(wanted, DeviceToDriver) : null;
        int error = mailbox.Execute(opcode, source?.Paddr ?? _context.Value.Paddr, target?.Paddr ?? default);
        target?.Unshare();
        source?.Unshare();
        return error;
    }

    public void Close()
    {
        if (_context is { } context)
        {
            context.Unshare();
            _context = null;
        }

        _memory?.Dispose();
    }
}
