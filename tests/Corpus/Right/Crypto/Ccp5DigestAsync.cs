using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto engines): the input is unshared before the result is looked at.
internal sealed class DigestCommand<THal>(Mailbox engine, Dma<THal> result)
    where THal : struct, IHal
{
    private const uint Digest = 5;

    public async Task<byte[]?> RunAsync(PinnedBuffer text)
    {
        DmaBuffer input = text.Buffer;
        PhysAddr address = THal.Share(input, DriverToDevice);
        int status = await engine.ExecuteAsync(Digest, address, result.Paddr);
        THal.Unshare(address, input, DriverToDevice);
        if (status < 0)
        {
            Log.Info($"digest: {status}");
            return null;
        }

        return Copy(32);
    }

    private byte[] Copy(int length)
    {
        var hash = new byte[length];
        result.AsSpan()[..length].CopyTo(hash);
        return hash;
    }
}
