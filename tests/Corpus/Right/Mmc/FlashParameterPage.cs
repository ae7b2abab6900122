using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A parallel flash tells its parameters three times; the first copy with a good checksum counts. The loop leaves by return only behind
// the end of its own share.
public sealed class FlashParameters<THal>
    where THal : struct, IHal
{
    private const int CopyBytes = 256;
    private readonly Device _flash;

    public FlashParameters(Device flash) => _flash = flash;

    public byte[]? Read(DmaBuffer scratch)
    {
        DmaBuffer copy = scratch.Slice(0, CopyBytes);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            PhysAddr address = THal.Share(copy, DeviceToDriver);
            _flash.WriteRegister(0x04, (ulong)(attempt * CopyBytes));
            bool started = _flash.Submit(address, CopyBytes);
            bool done = started && _flash.Wait(20);
            if (started && !done)
            {
                _flash.Reset();
            }

            THal.Unshare(address, copy, DeviceToDriver);
            if (!started)
            {
                break;
            }

            if (done && IsGood(copy.AsReadOnlySpan()))
            {
                return copy.AsReadOnlySpan().ToArray();
            }
        }

        return null;
    }

    private static bool IsGood(ReadOnlySpan<byte> copy)
    {
        ushort crc = 0x4F4E;
        foreach (byte value in copy[..^2])
        {
            crc ^= (ushort)(value << 8);
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x8005 : crc << 1);
            }
        }

        return crc == BinaryPrimitives.ReadUInt16LittleEndian(copy[^2..]);
    }
}
