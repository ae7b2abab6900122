using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests are mapped ahead of time, so that one is prepared while another runs; a cookie says who maps.</summary>
public sealed class PreparedHost<THal>(MmcController controller)
    where THal : struct, IHal
{
    public enum Cookie
    {
        Unmapped,
        PreMapped,
        Mapped,
    }

    public sealed class Data
    {
        public required DmaBuffer Bytes { get; init; }

        public required bool Read { get; init; }

        internal PhysAddr Address;

        public Cookie Cookie { get; internal set; }

        internal BufferDirection Way => Read ? DeviceToDriver : DriverToDevice;
    }

    private static bool Map(Data data, Cookie cookie)
    {
        if (data.Cookie == Cookie.PreMapped)
        {
            return true;
        }

        try
        {
            data.Address = THal.Share(data.Bytes, data.Way);
        }
        catch (DmaException)
        {
            return false;
        }

        data.Cookie = cookie;
        return true;
    }

    private static void Unmap(Data data)
    {
        if (data.Cookie == Cookie.Unmapped)
        {
            return;
        }

        THal.Unshare(data.Address, data.Bytes, data.Way);
        data.Cookie = Cookie.Unmapped;
    }

    public void PreRequest(Data data) => Map(data, Cookie.PreMapped);

    public void PostRequest(Data data) => Unmap(data);

    public int Request(Data data, int opcode, uint argument)
    {
        if (!Map(data, Cookie.Mapped))
        {
            return -12;
        }

        controller.SetDataAddress(data.Address);
        int error = controller.SendCommand(opcode, argument);
        if (error == 0 && controller.TimedOut(1000))
        {
            controller.StopTransfer();
            error = -110;
        }

        if (data.Cookie == Cookie.Mapped)
        {
            Unmap(data);
        }

        return error;
    }
}
