using System.Runtime.CompilerServices;
using Devices;
using Hal;

/// <summary>An inline array holds the addresses of a four-part command.</summary>
public sealed class FourParts<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [InlineArray(4)]
    private struct Addresses
    {
        private PhysAddr _first;
    }

    public void Run(DmaBuffer all)
    {
        Addresses at = default;
        int part = all.Length / 4;
        for (int i = 0; i < 4; i++)
        {
            at[i] = THal.Share(all.Slice(i * part, part), BufferDirection.DriverToDevice);
        }

        _device.Program(at[0], part);
        _device.Kick();
        _device.Wait(10);
        for (int i = 0; i < 4; i++)
        {
            THal.Unshare(at[i], all.Slice(i * part, part), BufferDirection.DriverToDevice);
        }
    }
}
