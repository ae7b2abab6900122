using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (altera_tse): only the transmit descriptors are unshared where the dispatcher does not start.
internal sealed class SgdmaDispatcher<THal>(Device receive, Device transmit, DmaBuffer receiveTable, DmaBuffer transmitTable)
    where THal : struct, IHal
{
    private PhysAddr _receive;
    private PhysAddr _transmit;

    public bool Initialize()
    {
        PhysAddr receiveAt = THal.Share(receiveTable, Both); //! HAL1002
        PhysAddr transmitAt = THal.Share(transmitTable, Both);
        receive.Program(receiveAt, receiveTable.Length);
        transmit.Program(transmitAt, transmitTable.Length);
        if (!receive.Poll() || !transmit.Poll())
        {
            receive.Reset();
            transmit.Reset();
            THal.Unshare(transmitAt, transmitTable, Both);
            return false;
        }

        _receive = receiveAt;
        _transmit = transmitAt;
        return true;
    }

    public void Uninitialize()
    {
        receive.Reset();
        transmit.Reset();
        THal.Unshare(_receive, receiveTable, Both);
        THal.Unshare(_transmit, transmitTable, Both);
    }
}
