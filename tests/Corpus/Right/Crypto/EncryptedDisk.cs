using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk whose data goes through a cipher unit before it is written. The clear text is shared only for the cipher, the cipher text first
// written by the unit and then read by the disk.
internal sealed class EncryptedDisk<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _cipher;
    private readonly BlockQueue _disk;
    private readonly PinnedBuffer _key;
    private readonly PinnedBuffer _scratch = new(4096);

    public EncryptedDisk(CryptoUnit cipher, BlockQueue disk, byte[] key)
    {
        _cipher = cipher;
        _disk = disk;
        _key = new PinnedBuffer(key);
    }

    public async Task<int> WriteAsync(ulong sector, DmaBuffer clear)
    {
        if (clear.Length != _scratch.Buffer.Length)
        {
            return -22;
        }

        int status = Encrypt(clear);
        if (status != 0)
        {
            return status;
        }

        PhysAddr address = THal.Share(_scratch.Buffer, DriverToDevice);
        try
        {
            return await _disk.WriteAsync(sector, address, _scratch.Buffer.Length);
        }
        finally
        {
            THal.Unshare(address, _scratch.Buffer, DriverToDevice);
        }
    }

    public void Dispose()
    {
        _key.Buffer.AsSpan().Clear();
        _key.Dispose();
        _scratch.Dispose();
    }

    private int Encrypt(DmaBuffer clear)
    {
        using var source = new SharedScope<THal>(clear, DriverToDevice);
        using var target = new SharedScope<THal>(_scratch.Buffer, DeviceToDriver);
        using var key = new SharedScope<THal>(_key.Buffer, DriverToDevice);
        return _cipher.Encrypt(source.Paddr, target.Paddr, key.Paddr, clear.Length);
    }
}
