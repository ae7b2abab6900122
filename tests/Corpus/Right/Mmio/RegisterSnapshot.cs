using System;
using System.Buffers.Binary;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A diagnostic dump of a device's registers that another device writes to storage. Registers are read one by one into memory, and only
// the copy is shared.
internal sealed class RegisterSnapshot<THal>
    where THal : struct, IHal
{
    private const int RegisterBytes = 0x200;

    private readonly MmioRegion _registers;
    private readonly BlockQueue _log;
    private ulong _sector;

    public RegisterSnapshot(PhysAddr bar, BlockQueue log)
    {
        _registers = MmioRegion.Map<THal>(bar, RegisterBytes);
        _log = log;
    }

    public async Task<bool> DumpAsync()
    {
        using var copy = new PinnedBuffer(RegisterBytes);
        Read(copy.Buffer);
        var shared = new Shared<THal>(copy.Buffer, BufferDirection.DriverToDevice);
        try
        {
            int status = await _log.WriteAsync(_sector, shared.Paddr, RegisterBytes);
            if (status == 0)
            {
                _sector++;
            }

            return status == 0;
        }
        finally
        {
            shared.Unshare();
        }
    }

    private void Read(DmaBuffer into)
    {
        Span<byte> bytes = into.AsSpan();
        for (int offset = 0; offset < RegisterBytes; offset += sizeof(uint))
        {
            uint value = _registers.Read32((nuint)offset);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);
        }
    }
}
