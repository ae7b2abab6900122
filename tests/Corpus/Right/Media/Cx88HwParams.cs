using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "media: cx88: Add missing unmap in snd_cx88_hw_params()": when the RISC program could not be built the sound
// buffer stayed mapped.
public unsafe class Cx88Audio<THal>(DmaEngine risc)
    where THal : struct, IHal
{
    private DmaBuffer _area;
    private PhysAddr _address;
    private BufferDirection _direction;

    public int HwParams(DmaBuffer area, int periods, int periodBytes)
    {
        Free();

        int bytes = periods * periodBytes;
        if (bytes > area.Length)
        {
            return -22;
        }

        PhysAddr address = THal.Share(area, BufferDirection.DeviceToDriver);
        int rc = BuildProgram(address, periods, periodBytes);
        if (rc < 0)
        {
            THal.Unshare(address, area, BufferDirection.DeviceToDriver);
            return rc;
        }

        _area = area;
        _address = address;
        _direction = BufferDirection.DeviceToDriver;
        return 0;
    }

    public void Free()
    {
        if (_address != default)
        {
            THal.Unshare(_address, _area, _direction);
            _address = default;
        }
    }

    private int BuildProgram(PhysAddr address, int periods, int periodBytes)
    {
        for (int i = 0; i < periods; i++)
        {
            if (risc.Submit(address + (ulong)(i * periodBytes), address, periodBytes) < 0)
            {
                return -12;
            }
        }

        return 0;
    }
}
