using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The firmware download of an NVMe drive in chunks, followed by a commit. Two chunk buffers alternate, and each has its share ended
// before it is filled again.
internal sealed class FirmwareCommit<THal>
    where THal : struct, IHal
{
    private const byte Download = 0x11;
    private const byte Commit = 0x10;

    private readonly NvmeQueue _admin;

    public FirmwareCommit(NvmeQueue admin) => _admin = admin;

    public async Task<bool> UpdateAsync(FirmwareFile file)
    {
        if (!file.Verified || file.LengthOf(0) <= 0)
        {
            return false;
        }

        using var even = new PinnedBuffer(file.LengthOf(0));
        using var odd = new PinnedBuffer(file.LengthOf(0));
        Task<bool> previous = Task.FromResult(true);
        try
        {
            for (int chunk = 0; chunk < file.Chunks; chunk++)
            {
                DmaBuffer buffer = (chunk & 1) == 0 ? even.Buffer : odd.Buffer;
                file.CopyChunk(chunk, buffer.AsSpan());
                if (!await previous)
                {
                    return false;
                }

                previous = SendAsync(buffer);
            }
        }
        finally
        {
            await Task.WhenAny(previous);
        }

        return await previous && await _admin.SubmitAsync(Commit, default, default) == 0;
    }

    private async Task<bool> SendAsync(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, DriverToDevice);
        int status;
        try
        {
            status = await _admin.SubmitAsync(Download, shared.Paddr, default);
        }
        finally
        {
            shared.Unshare();
        }

        return status >= 0;
    }
}
