using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Like Linux wireless drivers' ARP offload: the host's addresses go to the firmware in one command. The command's block is shared for
// the time of the call, which ends with the firmware done.
public sealed class ArpOffload<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint SetArpTable = 0x0031;
    private const int Capacity = 8;

    private readonly Mailbox _firmware;
    private readonly PinnedBuffer _block = new(4 + (Capacity * 4));

    public ArpOffload(Mailbox firmware) => _firmware = firmware;

    public int Set(ReadOnlySpan<uint> addresses)
    {
        if (addresses.Length > Capacity)
        {
            return -28;
        }

        Span<byte> bytes = _block.Buffer.AsSpan();
        bytes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, addresses.Length);
        for (int i = 0; i < addresses.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[(4 + (i * 4))..], addresses[i]);
        }

        using var shared = new SharedScope<THal>(_block.Buffer, BufferDirection.DriverToDevice);
        return _firmware.Execute(SetArpTable, shared.Paddr);
    }

    public int Disable() => Set([]);

    public void Dispose() => _block.Dispose();
}
