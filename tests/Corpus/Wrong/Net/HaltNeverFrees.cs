using Hal;
using Devices;

// Follows a fix in U-Boot, 79e5f27b090.
/// <summary>A network driver whose halt stops the controller and frees neither ring.</summary>
public sealed class FecEthernet<THal>
    where THal : struct, IHal
{
    private readonly Device _fec = new();
    private Dma<THal>? _receive;
    private Dma<THal>? _transmit;

    public bool Initialize()
    {
        _receive = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        _transmit = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        _fec.Program(_receive.Paddr, HalConstants.PageSize);
        _fec.Program(_transmit.Paddr, HalConstants.PageSize);
        return _fec.Wait(100);
    }

    public void Halt()
    {
        _fec.Reset();
        _transmit = null;
        _receive = null;
    }
}
