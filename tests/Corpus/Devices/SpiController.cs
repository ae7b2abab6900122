using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>An SPI controller with one DMA channel for each direction.</summary>
public class SpiController
{
    public bool Busy { get; set; }

    public void SelectChip(int chip)
    {
    }

    public void ReleaseChip()
    {
    }

    /// <returns>0, or a negative error; nothing was started then.</returns>
    public int Start(PhysAddr transmit, PhysAddr receive, int length) => Busy ? -16 : 0;

    public void SetReceive([DeviceAddress] PhysAddr receive, int length)
    {
    }

    public void Run()
    {
    }

    public bool WaitIdle(int milliseconds) => !Busy;

    public Task<bool> TransferAsync(PhysAddr transmit, PhysAddr receive, int length) => Task.FromResult(!Busy);

    public void Abort()
    {
    }
}
