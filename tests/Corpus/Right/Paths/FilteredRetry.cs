using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Shares may run out for a moment: the same work is tried again, by an exception filter with a count. A share that threw holds nothing,
// so the retry starts from nothing.
public sealed class PatientWriter<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;

    public PatientWriter(Mailbox mailbox) => _mailbox = mailbox;

    public int Write(uint opcode, DmaBuffer data)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var shared = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
                return _mailbox.Execute(opcode, shared.Paddr);
            }
            catch (DmaException) when (attempt < 3)
            {
                Thread.Sleep(1 << attempt);
            }
        }
    }

    public int WriteBoth(uint opcode, DmaBuffer request, DmaBuffer reply)
    {
        int attempts = 3;
        while (true)
        {
            PhysAddr input = default;
            try
            {
                input = THal.Share(request, BufferDirection.DriverToDevice);
                using var output = new SharedScope<THal>(reply, BufferDirection.DeviceToDriver);
                return _mailbox.Execute(opcode, input, output.Paddr);
            }
            catch (DmaException) when (--attempts > 0)
            {
                Thread.Yield();
            }
            finally
            {
                if (input != default)
                {
                    THal.Unshare(input, request, BufferDirection.DriverToDevice);
                }
            }
        }
    }
}
