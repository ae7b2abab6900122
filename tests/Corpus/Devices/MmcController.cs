using Hal;

namespace Devices;

/// <summary>A host controller for SD and MMC cards.</summary>
public class MmcController
{
    public const int DataDone = 1;
    public const int CrcError = 2;

    public bool UsesDma { get; set; }

    public bool Has64BitDma { get; set; }

    public int Interrupts { get; set; }

    /// <returns>0, or a negative error.</returns>
    public int SendCommand(int opcode, uint argument) => Interrupts == CrcError ? -84 : 0;

    public void SetDataAddress([DeviceAddress] PhysAddr address)
    {
    }

    public void SetDescriptorTable([DeviceAddress] PhysAddr table)
    {
    }

    public void ReadFifo(System.Span<byte> into)
    {
    }

    public bool TimedOut(int milliseconds) => Interrupts == 0;

    public void StopTransfer()
    {
    }
}
