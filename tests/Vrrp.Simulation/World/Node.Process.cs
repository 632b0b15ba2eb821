using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.World;

// What happens to the process and its surroundings.
internal sealed partial class Node
{
    /// <summary>Starts a process where none is. It sweeps BEFORE anything else, as the engine does.</summary>
    public void Start()
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            return;
        }

        ForgetInputs();
        Addresses.Sweep();
        _ring = new EventRing(RingCapacity, () => { });
        _router = new VirtualRouter(_scenario.ConfigOf(Id), _port, _ring);
        _isLinkUpToProcess = IsLinkUp;
        _wakeAt = Instant.Never;
        Become(ProcessState.Running);
        _router.SetFault(_agenda.Now, CarrierLost, !IsLinkUp);
        _router.SetSource(_agenda.Now, Scenario.SourceOf(Id));
        _router.Start(_agenda.Now);
        InputHandled(this);
        Turn();

        var life = _lives;
        _agenda.After(_dice.UpTo(Scenario.MaxTrackerDelay), () =>
        {
            if (life == _lives)
            {
                SayTracker();
            }
        });
    }

    /// <summary>Ends a running process in good order.</summary>
    public void Stop()
    {
        if (Process == ProcessState.Running)
        {
            _router!.Stop(_agenda.Now);
            InputHandled(this);
            ForgetInputs();
            Become(ProcessState.Stopped);
        }
    }

    /// <summary>The process is gone at once. The kernel stays.</summary>
    public void Crash()
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            ForgetInputs();
            Become(ProcessState.Crashed);
        }
    }

    /// <summary>The process handles nothing for a while; the kernel queues for it.</summary>
    public void Freeze()
    {
        if (Process == ProcessState.Running)
        {
            Become(ProcessState.Frozen);
        }
    }

    /// <summary>The process goes on as if no time had passed.</summary>
    public void Thaw()
    {
        if (Process == ProcessState.Frozen)
        {
            Become(ProcessState.Running);
            Turn();
        }
    }

    /// <summary>Cuts the link or plugs it in.</summary>
    public void SetLink(bool up)
    {
        IsLinkUp = up;
        Turn();
    }

    /// <summary>The tracker changes its mind.</summary>
    public void SetTracker(bool up)
    {
        IsTrackerUp = up;
        SayTracker();
    }

    private void SayTracker()
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            _trackerWords.Enqueue(IsTrackerUp);
            Turn();
        }
    }

    private void Become(ProcessState process)
    {
        Process = process;
        ProcessSince = _agenda.Now;
        _lives += process is ProcessState.Crashed or ProcessState.Stopped ? 1 : 0;
    }

    private void ForgetInputs()
    {
        _removed.Clear();
        _packets.Clear();
        _trackerWords.Clear();
    }
}
