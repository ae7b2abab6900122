using System;
using System.IO;
using Devices;
using Hal;

namespace Drivers;

// Collecting a crash dump: the device writes its memory in pieces until it says that there is no more. One share per piece, one piece at
// a time, and no byte of a piece is kept that the device did not report.
public sealed class CrashDumper<THal>
    where THal : struct, IHal
{
    private const int PieceBytes = 64 * 1024;
    private const long MaxBytes = 256L << 20;

    private readonly Device _device;

    public CrashDumper(Device device) => _device = device;

    public long Dump(Stream into)
    {
        using var piece = new PinnedBuffer(PieceBytes);
        long total = 0;
        while (total < MaxBytes)
        {
            int count = ReadPiece(piece.Buffer, total);
            if (count <= 0)
            {
                break;
            }

            into.Write(piece.Buffer.AsReadOnlySpan()[..count]);
            total += count;
        }

        return total;
    }

    private int ReadPiece(DmaBuffer piece, long offset)
    {
        var share = new Shared<THal>(piece, BufferDirection.DeviceToDriver);
        int count;
        _device.WriteRegister(0x20, (ulong)offset);
        if (_device.Start(share.Paddr, piece.Length) < 0)
        {
            count = -1;
        }
        else if (!_device.Wait(2000))
        {
            _device.Reset();
            count = -1;
        }
        else
        {
            count = (int)Math.Min(_device.ReadRegister(0x28), (uint)piece.Length);
        }

        share.Unshare();
        return count;
    }
}
