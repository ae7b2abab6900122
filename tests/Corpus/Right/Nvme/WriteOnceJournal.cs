using System;
using Devices;
using Hal;

namespace Drivers;

// Like WORM appliances: a journal entry is written once and read back into another buffer to compare. The two buffers never overlap, and
// each transfer has a share of its own that ends before the compare.
public sealed class WriteOnceJournal<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _drive;
    private readonly PinnedBuffer _check = new(4096);

    public WriteOnceJournal(Device drive) => _drive = drive;

    public void Append(DmaBuffer entry)
    {
        if (entry.Length > _check.Buffer.Length)
        {
            throw new ArgumentException("an entry has one block", nameof(entry));
        }

        Transfer(entry, BufferDirection.DriverToDevice);
        DmaBuffer check = _check.Buffer.Slice(0, entry.Length);
        Transfer(check, BufferDirection.DeviceToDriver);
        if (!check.AsReadOnlySpan().SequenceEqual(entry.AsReadOnlySpan()))
        {
            throw new DeviceException("the entry reads back differently");
        }
    }

    public void Dispose() => _check.Dispose();

    private void Transfer(DmaBuffer buffer, BufferDirection direction)
    {
        using var shared = new SharedScope<THal>(buffer, direction);
        int status = _drive.Start(shared.Paddr, buffer.Length);
        if (status < 0)
        {
            throw new DeviceException($"the drive refused: {status}");
        }

        if (!_drive.Wait(3000))
        {
            _drive.Reset();
            throw new DeviceException("the drive does not answer");
        }
    }
}
