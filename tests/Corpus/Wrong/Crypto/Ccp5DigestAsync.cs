using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto engines): a negative result of the awaited command returns with the input shared.
internal sealed class DigestCommand<THal>(Mailbox engine, Dma<THal> result)
    where THal : struct, IHal
{
    private const uint Digest = 5;

    public async Task<byte[]?> RunAsync(PinnedBuffer text)
    {
        DmaBuffer input = text.Buffer;
        PhysAddr address = THal.Share(input, DriverToDevice); //! HAL1002
        int status = await engine.ExecuteAsync(Digest, address, result.Paddr);
        if (status < 0)
        {
            Log.Info($"digest: {status}");
            return null;
        }

        THal.Unshare(address, input, DriverToDevice);
        return Copy(32);
    }

    private byte[] Copy(int length)
    {
        var hash = new byte[length];
        result.AsSpan()[..length].CopyTo(hash);
        return hash;
    }
}
