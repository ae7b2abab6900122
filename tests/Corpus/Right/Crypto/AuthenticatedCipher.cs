using Devices;
using Hal;

namespace Drivers;

// An authenticated cipher: associated data, text and tag are three mappings of one request. A request structure keeps three shares,
// default where there is none, and its Unmap ends each that is there.
public sealed class AuthenticatedCipher<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly Device _unit;

    public AuthenticatedCipher(NvmeQueue queue, Device unit) => (_queue, _unit) = (queue, unit);

    public int Seal(DmaBuffer associated, DmaBuffer text, DmaBuffer tag)
    {
        Request request = default;
        int status;
        try
        {
            request.Map(associated, text, tag);
            status = Run(ref request);
        }
        catch (DmaException)
        {
            status = -12;
        }
        finally
        {
            request.Unmap();
        }

        return status;
    }

    private int Run(ref Request request)
    {
        int command = _queue.Submit(1, request.Text.Paddr, request.Tag.Paddr);
        if (command < 0)
        {
            return command;
        }

        if (request.HasAssociated)
        {
            _unit.Program(request.Associated.Paddr, request.Associated.Buffer.Length);
        }

        _queue.RingDoorbell();
        var deadline = Deadline.In(1000);
        while (!_queue.IsDone(command))
        {
            if (deadline.Expired)
            {
                _unit.Reset();
                return -110;
            }
        }

        return _queue.Error;
    }

    private struct Request
    {
        public Shared<THal> Associated;
        public Shared<THal> Text;
        public Shared<THal> Tag;

        public readonly bool HasAssociated => !Associated.Buffer.IsEmpty;

        public void Map(DmaBuffer associated, DmaBuffer text, DmaBuffer tag)
        {
            if (!associated.IsEmpty)
            {
                Associated = new Shared<THal>(associated, BufferDirection.DriverToDevice);
            }

            Text = new Shared<THal>(text, BufferDirection.Both);
            Tag = new Shared<THal>(tag, BufferDirection.DeviceToDriver);
        }

        public void Unmap()
        {
            Tag.Unshare();
            Text.Unshare();
            Associated.Unshare();
            this = default;
        }
    }
}
